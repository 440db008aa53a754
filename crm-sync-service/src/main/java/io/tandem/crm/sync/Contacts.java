package io.tandem.crm.sync;

import io.tandem.contracts.PersonId;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import io.tandem.crm.stakeholder.CrmContact;
import io.tandem.crm.stakeholder.StakeholderService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** People of ours whom somebody called otherwise in a CRM. */
@ApplicationScoped
class Contacts {
    private final OurRecords ours;
    private final StakeholderService stakeholders;

    Contacts(OurRecords ours, StakeholderService stakeholders) {
        this.ours = ours;
        this.stakeholders = stakeholders;
    }

    /** What is blank there is not told on, since nobody is called nothing. */
    void tell(UUID personId, UUID accountId, Map<SyncField, String> values, Author author) {
        OurRecord held = ours.read(RecordKind.CONTACT, List.of(personId)).get(personId);
        String email = held == null ? null : held.values().get(SyncField.CONTACT_EMAIL);
        String name = name(values, held);
        String title = values.get(SyncField.CONTACT_JOB_TITLE);
        if (email != null && PersonId.ofEmail(email).equals(personId) && (name != null || title != null)) {
            stakeholders.put(new CrmContact(accountId, email, name, title, null), author);
        }
    }

    /** What somebody is called who is not known here yet, or null. */
    static String name(Map<SyncField, String> told) {
        return told.containsKey(SyncField.CONTACT_NAME)
                ? told.get(SyncField.CONTACT_NAME)
                : joined(told.get(SyncField.CONTACT_FIRST_NAME), told.get(SyncField.CONTACT_LAST_NAME));
    }

    private static String name(Map<SyncField, String> values, OurRecord held) {
        if (values.get(SyncField.CONTACT_NAME) != null) {
            return values.get(SyncField.CONTACT_NAME);
        }
        if (held == null
                || (values.get(SyncField.CONTACT_FIRST_NAME) == null
                        && values.get(SyncField.CONTACT_LAST_NAME) == null)) {
            return null;
        }
        return joined(
                values.getOrDefault(SyncField.CONTACT_FIRST_NAME, held.values().get(SyncField.CONTACT_FIRST_NAME)),
                values.getOrDefault(SyncField.CONTACT_LAST_NAME, held.values().get(SyncField.CONTACT_LAST_NAME)));
    }

    private static String joined(String first, String last) {
        String name = Stream.of(first, last).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }
}
