package io.tandem.crm.stakeholder;

import java.util.UUID;

/**
 * Somebody as a CRM keeps them.
 *
 * @param name null where the CRM knows none
 * @param title null where the CRM knows none
 */
public record CrmContact(UUID accountId, String email, String name, String title, String phone) {}
