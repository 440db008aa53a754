package io.tandem.crm.salesforce;

import static io.tandem.crm.domain.FieldPolicy.CRM_UNLESS_BLANK;
import static io.tandem.crm.domain.FieldPolicy.LATEST;
import static io.tandem.crm.domain.FieldPolicy.OURS;

import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands where in Salesforce, and in which form. */
final class SalesforceFields {
    /** The external id of ours, which must also be unique, or an upsert may match several. */
    static final String TANDEM_ID = "Tandem_Id__c";

    static final String OWNER = "OwnerId";
    static final String STAGE = "StageName";
    static final String AMOUNT = "Amount";
    /** Only where there are several currencies. */
    static final String CURRENCY = "CurrencyIsoCode";

    static final String NAME = "Name";
    static final String LAST_NAME = "LastName";
    static final String EMAIL = "Email";
    /** Salesforce asks everything for a name; this is the one of what has none. */
    static final String NAMELESS = "unknown";

    static final String BODY = "Description";
    static final String DAY = "ActivityDate";

    static final List<FieldMapping> USUAL = List.of(
            new FieldMapping(SyncField.COMPANY_NAME, "Name", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.COMPANY_DOMAIN, "Website", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.COMPANY_OWNER, OWNER, LATEST),
            new FieldMapping(SyncField.COMPANY_INDUSTRY, "Industry", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.COMPANY_SCORE, "Tandem_Score__c", OURS),
            new FieldMapping(SyncField.COMPANY_GRADE, "Tandem_Grade__c", OURS),
            new FieldMapping(SyncField.COMPANY_MOTION, "Tandem_Motion__c", OURS),
            new FieldMapping(SyncField.COMPANY_STAGE, "Tandem_Stage__c", OURS),
            new FieldMapping(SyncField.COMPANY_WHY_NOW, "Tandem_Why_Now__c", OURS),
            new FieldMapping(SyncField.CONTACT_EMAIL, "Email", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.CONTACT_FIRST_NAME, "FirstName", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.CONTACT_LAST_NAME, "LastName", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.CONTACT_JOB_TITLE, "Title", LATEST),
            new FieldMapping(SyncField.CONTACT_DO_NOT_CONTACT, "Tandem_Do_Not_Contact__c", LATEST),
            new FieldMapping(SyncField.DEAL_NAME, "Name", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_STAGE, STAGE, LATEST),
            new FieldMapping(SyncField.DEAL_AMOUNT, AMOUNT, CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_CURRENCY, CURRENCY, CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_CLOSE_DATE, "CloseDate", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_OWNER, OWNER, OURS),
            new FieldMapping(SyncField.TASK_SUBJECT, "Subject", OURS),
            new FieldMapping(SyncField.TASK_BODY, BODY, OURS),
            new FieldMapping(SyncField.TASK_DUE_AT, DAY, OURS),
            new FieldMapping(SyncField.TASK_OWNER, OWNER, OURS),
            new FieldMapping(SyncField.NOTE_BODY, BODY, OURS),
            new FieldMapping(SyncField.NOTE_AT, DAY, OURS));

    private SalesforceFields() {}

    static String object(RecordKind kind) {
        return switch (kind) {
            case COMPANY -> "Account";
            case CONTACT -> "Contact";
            case DEAL -> "Opportunity";
            case TASK, NOTE -> "Task";
        };
    }

    /** Custom fields of tasks belong to what tasks and events have in common. */
    static String customised(RecordKind kind) {
        return object(kind).equals("Task") ? "Activity" : object(kind);
    }

    static String companyLink(RecordKind kind) {
        return object(kind).equals("Task") ? "WhatId" : "AccountId";
    }

    /** A value in the JSON type that Salesforce expects. */
    static Object out(RecordKind kind, String property, String value) {
        if (value == null) {
            return null;
        }
        if (property.equals(DAY)) {
            return value.substring(0, 10);
        }
        SyncField.Type type = USUAL.stream()
                .filter(mapping ->
                        mapping.field().kind() == kind && mapping.property().equals(property))
                .map(mapping -> mapping.field().type())
                .findFirst()
                .orElse(SyncField.Type.TEXT);
        return switch (type) {
            case NUMBER -> number(value);
            case BOOLEAN -> Boolean.valueOf(value);
            default -> value;
        };
    }

    private static Object number(String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException notOne) {
            return value;
        }
    }

    /** A custom field as the Tooling API makes it. */
    static Map<String, Object> metadata(SyncField field) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("label", "Tandem " + field.label());
        switch (field.type()) {
            case NUMBER -> {
                metadata.put("type", "Number");
                metadata.put("precision", 18);
                metadata.put("scale", 2);
            }
            case BOOLEAN -> {
                metadata.put("type", "Checkbox");
                metadata.put("defaultValue", "false");
            }
            case DATE -> metadata.put("type", "Date");
            case INSTANT -> metadata.put("type", "DateTime");
            case TEXT, KEY -> {
                metadata.put("type", field == SyncField.COMPANY_WHY_NOW ? "LongTextArea" : "Text");
                metadata.put("length", field == SyncField.COMPANY_WHY_NOW ? 4000 : 255);
                if (field == SyncField.COMPANY_WHY_NOW) {
                    metadata.put("visibleLines", 3);
                }
            }
        }
        return metadata;
    }
}
