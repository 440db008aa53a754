package io.tandem.crm.domain;

/**
 * Where a field of ours stands in a CRM, and whose value holds.
 *
 * @param property the CRM's own name of it
 */
public record FieldMapping(SyncField field, String property, FieldPolicy policy) {}
