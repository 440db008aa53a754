package io.tandem.signup.privacy;

import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reasons that admins gave for changes that are not about the person, and that name the person's email nevertheless. */
@ApplicationScoped
class NamedInReasons implements PersonalData {
    private static final List<Reasons> ALL = List.of(
            new Reasons("domain_override", "reason"),
            new Reasons("account_merge", "reason"),
            new Reasons("form_version", "published_why"));

    private final Database database;

    NamedInReasons(Database database) {
        this.database = database;
    }

    /** A column of reasons. */
    private record Reasons(String table, String column) {
        // Locked, for the place of a row changes with it.
        String find() {
            return "SELECT ctid::text AS place, %2$s AS reason FROM %1$s WHERE position(? IN lower(%2$s)) > 0 FOR UPDATE"
                    .formatted(table, column);
        }

        String clear() {
            return "UPDATE %s SET %s = 'Erased' WHERE ctid = ?::tid".formatted(table, column);
        }
    }

    private record Found(Reasons of, String place, String reason) {}

    @Override
    public String kind() {
        return "reasons";
    }

    @Override
    public List<?> export(DataSubject subject) {
        return find(subject).stream()
                .map(found -> Map.of("of", found.of().table(), "reason", found.reason()))
                .toList();
    }

    @Override
    public long erase(DataSubject subject) {
        List<Found> naming = find(subject);
        naming.forEach(found -> database.update(found.of().clear(), values -> values.add(found.place())));
        return naming.size();
    }

    private List<Found> find(DataSubject subject) {
        List<Found> naming = new ArrayList<>();
        EmailAddress.parse(subject.email())
                .ifPresent(email -> ALL.forEach(reasons -> database
                        .query(
                                reasons.find(),
                                values -> values.add(email.plainPart()),
                                row -> new Found(reasons, row.getString("place"), row.getString("reason")))
                        .stream()
                        .filter(found -> EmailAddress.within(found.reason()).contains(email))
                        .forEach(naming::add)));
        return naming;
    }
}
