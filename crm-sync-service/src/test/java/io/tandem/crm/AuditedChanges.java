package io.tandem.crm;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.util.PSQLException;

/** The audit trail, which no REST operation shows. */
@ApplicationScoped
public class AuditedChanges {
    private final AgroalDataSource database;

    AuditedChanges(AgroalDataSource database) {
        this.database = database;
    }

    public List<String> of(UUID account) {
        return query("actor || ' ' || action", account);
    }

    public List<String> ownersOf(UUID account) {
        return query(
                "actor || ' ' || action || ' ' || (before #>> '{owner,email}') || ' -> ' || (after #>> '{owner,email}')",
                account);
    }

    public List<String> detailsOf(UUID account) {
        return query("after::text", account);
    }

    /** The database's words when somebody tries to delete an entry. */
    public String refusalToForget() {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from audit_entry")) {
            delete.executeUpdate();
            return "";
        } catch (SQLException e) {
            return ((PSQLException) e).getServerErrorMessage().getMessage();
        }
    }

    private List<String> query(String what, UUID account) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "select " + what + " from audit_entry where subject = ? order by at")) {
            select.setObject(1, account);
            try (var rows = select.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
