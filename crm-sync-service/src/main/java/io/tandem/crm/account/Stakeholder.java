package io.tandem.crm.account;

import java.util.UUID;

/**
 * Somebody at an account whom we know by email, or whom people added by hand, here or in a CRM.
 *
 * @param accountId where they were met, which may be an account that counts as part of the one that is asked for
 */
public record Stakeholder(
        UUID accountId,
        UUID personId,
        String name,
        String email,
        String role,
        Source source,
        boolean doNotLeadWithSales,
        boolean doNotContact) {

    /** Where we met the person first-hand: on the form, in the product only, or by neither: people say so, here or in a CRM. */
    public enum Source {
        SIGNUP,
        USAGE,
        ADDED,
        CRM
    }
}
