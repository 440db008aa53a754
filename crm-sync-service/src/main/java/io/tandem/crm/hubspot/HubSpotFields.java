package io.tandem.crm.hubspot;

import static io.tandem.crm.domain.FieldPolicy.CRM_UNLESS_BLANK;
import static io.tandem.crm.domain.FieldPolicy.LATEST;
import static io.tandem.crm.domain.FieldPolicy.OURS;

import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import java.util.List;
import java.util.Optional;

/** What stands where in HubSpot. */
final class HubSpotFields {
    /** The unique property of ours by which every record is known again. */
    static final String TANDEM_ID = "tandem_id";

    static final String OWNER = "hubspot_owner_id";
    static final String STAGE = "dealstage";
    static final String PIPELINE = "pipeline";
    static final String AMOUNT = "amount";
    static final String CURRENCY = "deal_currency_code";
    static final String MERGED_IDS = "hs_merged_object_ids";
    static final String NOTE_BODY = "hs_note_body";
    static final String TIMESTAMP = "hs_timestamp";

    static final List<FieldMapping> USUAL = List.of(
            new FieldMapping(SyncField.COMPANY_NAME, "name", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.COMPANY_DOMAIN, "domain", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.COMPANY_OWNER, OWNER, LATEST),
            new FieldMapping(SyncField.COMPANY_COUNTRY, "country", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.COMPANY_SCORE, "tandem_score", OURS),
            new FieldMapping(SyncField.COMPANY_GRADE, "tandem_grade", OURS),
            new FieldMapping(SyncField.COMPANY_MOTION, "tandem_motion", OURS),
            new FieldMapping(SyncField.COMPANY_STAGE, "tandem_stage", OURS),
            new FieldMapping(SyncField.COMPANY_WHY_NOW, "tandem_why_now", OURS),
            new FieldMapping(SyncField.CONTACT_EMAIL, "email", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.CONTACT_FIRST_NAME, "firstname", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.CONTACT_LAST_NAME, "lastname", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.CONTACT_JOB_TITLE, "jobtitle", LATEST),
            new FieldMapping(SyncField.CONTACT_DO_NOT_CONTACT, "tandem_do_not_contact", LATEST),
            new FieldMapping(SyncField.DEAL_NAME, "dealname", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_STAGE, STAGE, LATEST),
            new FieldMapping(SyncField.DEAL_AMOUNT, AMOUNT, CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_CURRENCY, CURRENCY, CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_CLOSE_DATE, "closedate", CRM_UNLESS_BLANK),
            new FieldMapping(SyncField.DEAL_OWNER, OWNER, OURS),
            new FieldMapping(SyncField.TASK_SUBJECT, "hs_task_subject", OURS),
            new FieldMapping(SyncField.TASK_BODY, "hs_task_body", OURS),
            new FieldMapping(SyncField.TASK_DUE_AT, TIMESTAMP, OURS),
            new FieldMapping(SyncField.TASK_OWNER, OWNER, OURS),
            new FieldMapping(SyncField.NOTE_BODY, NOTE_BODY, OURS),
            new FieldMapping(SyncField.NOTE_AT, TIMESTAMP, OURS));

    private HubSpotFields() {}

    /** The kind of object, as it stands in paths. */
    static String type(RecordKind kind) {
        return switch (kind) {
            case COMPANY -> "companies";
            case CONTACT -> "contacts";
            // The description of the API names deals by the id of their type alone.
            case DEAL -> "0-3";
            case TASK -> "tasks";
            case NOTE -> "notes";
        };
    }

    /** The property that holds the company to which a record belongs first; notes and meetings have none. */
    static Optional<String> company(RecordKind kind) {
        return switch (kind) {
            case CONTACT -> Optional.of("associatedcompanyid");
            case DEAL -> Optional.of("hs_primary_associated_company");
            default -> Optional.empty();
        };
    }

    /** When it was changed last; contacts have a name of their own for it. */
    static String modified(String type) {
        return type.equals("contacts") ? "lastmodifieddate" : "hs_lastmodifieddate";
    }
}
