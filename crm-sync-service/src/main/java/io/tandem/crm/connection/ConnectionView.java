package io.tandem.crm.connection;

import io.tandem.crm.connector.CrmSystem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A connected CRM. Its credentials are not shown.
 *
 * @param restsUntil when the CRM is called again, if it is left alone now
 * @param trouble what the CRM said when it last failed; null while all is well
 * @param notices where the CRM may send its webhooks
 */
record ConnectionView(
        UUID id,
        String name,
        CrmSystem system,
        String address,
        Connection.State state,
        List<FieldView> fields,
        Instant restsUntil,
        String trouble,
        String notices,
        Instant createdAt,
        Instant updatedAt,
        long version) {
    static ConnectionView from(Connection connection, Instant now) {
        Instant until = connection.reachability().until();
        return new ConnectionView(
                connection.connectionId(),
                connection.name(),
                connection.system(),
                connection.address(),
                connection.state(),
                connection.fields().stream().map(FieldView::from).toList(),
                until != null && until.isAfter(now) ? until : null,
                connection.trouble(),
                ConnectionsResource.PATH + "/" + connection.connectionId() + "/notices",
                connection.createdAt(),
                connection.updatedAt(),
                connection.version());
    }
}
