package io.tandem.scoring.domain;

/** Keys of everybody and everything that calls can be about; the first letter says what the rest is. */
public final class IdentityKey {
    private IdentityKey() {}

    public static String ofUser(String userId) {
        return "u:" + userId;
    }

    public static String ofAnonymous(String anonymousId) {
        return "a:" + anonymousId;
    }

    /** Somebody of whom only the email is known: a signup without a user id. */
    public static String ofEmail(String normalisedEmail) {
        return "e:" + normalisedEmail;
    }

    public static String ofGroup(String groupId) {
        return "g:" + groupId;
    }

    public static boolean isGroup(String key) {
        return key.startsWith("g:");
    }

    /** The id without the letter that says what it is. */
    public static String idOf(String key) {
        return key.substring(2);
    }
}
