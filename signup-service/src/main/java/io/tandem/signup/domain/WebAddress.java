package io.tandem.signup.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address of a page. What comes from browsers is anything but well-formed. */
public final class WebAddress {
    private WebAddress() {}

    /** Without query, fragment and user; null for what is no address of a page on the web. */
    public static String withoutQuery(String text) {
        return parsed(text)
                .map(page -> page.getScheme().toLowerCase(Locale.ROOT) + "://" + hostOf(page) + port(page)
                        + page.getRawPath())
                .orElse(null);
    }

    static Optional<String> host(String text) {
        return parsed(text).map(WebAddress::hostOf);
    }

    private static Optional<URI> parsed(String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            URI page = new URI(text.split("[?#]", 2)[0]);
            boolean isWeb = "http".equalsIgnoreCase(page.getScheme()) || "https".equalsIgnoreCase(page.getScheme());
            return isWeb && page.getHost() != null ? Optional.of(page) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String hostOf(URI page) {
        return page.getHost().toLowerCase(Locale.ROOT);
    }

    private static String port(URI page) {
        return page.getPort() < 0 ? "" : ":" + page.getPort();
    }
}
