package io.tandem.kit.web;

/** The realm roles a token can carry. */
public final class Roles {
    public static final String ADMIN = "admin";
    public static final String AE = "account-executive";
    public static final String ANALYST = "analyst";

    private Roles() {}
}
