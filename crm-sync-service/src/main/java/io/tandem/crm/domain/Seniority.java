package io.tandem.crm.domain;

import java.util.regex.Pattern;

/** How high somebody stands, from the lowest to the highest. */
public enum Seniority {
    STAFF,
    MANAGER,
    DIRECTOR,
    EXECUTIVE;

    private static final Pattern EXECUTIVES =
            words("c[a-z]o|chief|founder|co-?founder|owner|president|partner|vp|svp|evp|vice");
    private static final Pattern DIRECTORS = words("director|head");
    private static final Pattern MANAGERS = words("manager|lead|leader|principal");

    /** As a job title says; {@link #STAFF} where it says nothing. */
    public static Seniority ofTitle(String title) {
        if (title == null) {
            return STAFF;
        }
        if (EXECUTIVES.matcher(title).find()) {
            return EXECUTIVE;
        }
        if (DIRECTORS.matcher(title).find()) {
            return DIRECTOR;
        }
        return MANAGERS.matcher(title).find() ? MANAGER : STAFF;
    }

    private static Pattern words(String words) {
        return Pattern.compile("(?<![\\p{L}-])(" + words + ")(?![\\p{L}-])", Pattern.CASE_INSENSITIVE);
    }
}
