package io.tandem.kit.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sessions of the relay's own, outside the pool: its locks and its LISTEN belong to the session, and closing must end
 * them, which returning a connection to a pool does not.
 */
@ApplicationScoped
class RelayConnections {
    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    Optional<String> username;

    @ConfigProperty(name = "quarkus.datasource.password")
    Optional<String> password;

    Connection open(String purpose) throws SQLException {
        Properties properties = new Properties();
        username.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("ApplicationName", purpose);
        // A mark that a crash of the database undoes costs one more delivery, waiting for the disk costs every event.
        // Of an index scan PostgreSQL remembers which rows are dead, a bitmap would read all that was sent lately each
        // time.
        properties.setProperty(
                "options",
                "-c synchronous_commit=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off"
                        + " -c enable_bitmapscan=off");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "15");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }
}
