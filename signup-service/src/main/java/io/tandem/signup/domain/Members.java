package io.tandem.signup.domain;

import java.util.Map;
import java.util.TreeMap;

/** Objects whose members the sender names, made fit to be stored. */
public final class Members {
    private static final String CAMPAIGN_PREFIX = "utm_";

    private Members() {}

    /** Without those that have no name or say nothing. */
    public static Map<String, String> cleaned(Map<String, String> sent) {
        Map<String, String> cleaned = new TreeMap<>();
        if (sent != null) {
            sent.forEach((name, value) -> {
                String key = Text.cleaned(name);
                String text = Text.cleaned(value);
                if (key != null && text != null) {
                    cleaned.put(key, text);
                }
            });
        }
        return cleaned;
    }

    /** Sites send both {@code source} and {@code utm_source}: one name for one thing. */
    public static Map<String, String> campaign(Map<String, String> sent) {
        Map<String, String> campaign = new TreeMap<>();
        cleaned(sent)
                .forEach((parameter, value) -> campaign.put(
                        parameter.startsWith(CAMPAIGN_PREFIX)
                                ? parameter.substring(CAMPAIGN_PREFIX.length())
                                : parameter,
                        value));
        return campaign;
    }
}
