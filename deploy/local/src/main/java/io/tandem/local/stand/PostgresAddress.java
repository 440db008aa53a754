package io.tandem.local.stand;

import io.tandem.local.StandException;
import java.net.URI;
import java.net.URISyntaxException;

/** A PostgreSQL server and who to be there, from {@code postgresql://user:password@host:port}. */
public record PostgresAddress(String host, int port, String user, String password) {
    private static final int DEFAULT_PORT = 5432;

    static PostgresAddress parse(String url) {
        try {
            URI uri = URI.create(url);
            String[] login = uri.getUserInfo().split(":", 2);
            if (uri.getHost() != null && login.length == 2) {
                int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
                return new PostgresAddress(uri.getHost(), port, login[0], login[1]);
            }
        } catch (IllegalArgumentException | NullPointerException e) {
            throw malformed(e);
        }
        throw malformed(null);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** The server without a database, as production configuration names it. */
    public String url() {
        try {
            return new URI("postgresql", user + ":" + password, host, port, null, null, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw malformed(e);
        }
    }

    private static StandException malformed(Exception cause) {
        return new StandException("TANDEM_POSTGRES_URL must look like postgresql://user:password@host:port.", cause);
    }
}
