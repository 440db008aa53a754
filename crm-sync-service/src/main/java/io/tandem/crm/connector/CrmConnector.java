package io.tandem.crm.connector;

import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of CRM. It knows how to say things there and nothing of what is to be said when: no queue, no retries, no
 * policies. Every operation is a few calls and may be repeated without harm.
 */
public interface CrmConnector {
    CrmSystem system();

    /** The parts of the credentials without which nothing goes. */
    Set<String> requiredCredentials();

    /** Further parts that may be given. */
    default Set<String> optionalCredentials() {
        return Set.of();
    }

    /** Where it is called unless the admin says otherwise; empty if that is different for everybody. */
    default Optional<String> usualAddress() {
        return Optional.empty();
    }

    /** What is kept the same where, and whose value holds, unless the admin says otherwise. */
    List<FieldMapping> usualFields();

    /** How many records of a kind go into one call. */
    int batchSize(RecordKind kind);

    /** Kinds whose changes in the CRM can be read. */
    Set<RecordKind> readable();

    /**
     * Signs in and looks around.
     *
     * @return who we are there, in a few words
     */
    String test(CrmSession session) throws CrmException;

    /** Makes what we need there: properties of ours for the fields, and the one that holds our id. Repeatable. */
    void prepare(CrmSession session, Collection<FieldMapping> fields) throws CrmException;

    /** The property that holds at which stage of its pipeline a sale is, if this CRM has pipelines of its own. */
    default Optional<String> stageProperty() {
        return Optional.empty();
    }

    /** The property that holds in which pipeline a sale is, where there may be several. */
    default Optional<String> pipelineProperty() {
        return Optional.empty();
    }

    /** The pipelines that sales go through, the usual one first; none if it has none of its own. */
    default List<CrmPipeline> pipelines(CrmSession session) throws CrmException {
        return List.of();
    }

    /**
     * Makes or changes records, each known again by our id.
     *
     * @return a result for every record; in no order
     */
    List<WriteResult> write(CrmSession session, RecordKind kind, List<OutgoingRecord> records) throws CrmException;

    /**
     * Removes a record of a person for good.
     *
     * @return whether it was there, as far as the CRM says
     * @throws CrmException if it is still there; one that is gone already is fine
     */
    boolean erase(CrmSession session, RecordKind kind, String remoteId) throws CrmException;

    /**
     * What changed in the CRM after a position, oldest first; all there is from the beginning if it is null. What was
     * seen may be seen again.
     */
    ChangePage changes(CrmSession session, RecordKind kind, Set<String> properties, String position)
            throws CrmException;

    /** Records as they are now; those that are no more are told of as deleted. */
    List<CrmRecord> read(CrmSession session, RecordKind kind, Set<String> properties, List<String> remoteIds)
            throws CrmException;

    /** Kinds whose changes do not tell what was deleted: it is asked in rotation whether records are still there. */
    default Set<RecordKind> askedInRotation() {
        return Set.of();
    }

    /** Kinds of which what is missing may have been merged or done: {@link #moved} and {@link #completed} tell. */
    default Set<RecordKind> mayHaveMoved() {
        return Set.of();
    }

    /**
     * Where records went that are no more under the ids by which they were known, where {@link #read} does not say so.
     *
     * @param lost by their former ids
     * @return the ids that they have now, by the former ones
     */
    default Map<String, String> moved(CrmSession session, RecordKind kind, Map<String, LostRecord> lost)
            throws CrmException {
        return Map.of();
    }

    /**
     * Which tasks are no more because they were done, where {@link #read} does not say so.
     *
     * @param lost by their former ids
     */
    default Map<String, Completion> completed(CrmSession session, Map<String, LostRecord> lost) throws CrmException {
        return Map.of();
    }

    /** The property by which a record of the CRM is taken for one of ours that it does not know yet, if there is any. */
    default Optional<String> matchProperty(RecordKind kind) {
        return Optional.empty();
    }

    /**
     * What a message from the CRM is about.
     *
     * @return empty if its signature is not good, or this CRM sends none
     */
    default Optional<List<Notice>> notices(CrmSession session, Notification notification) {
        return Optional.empty();
    }
}
