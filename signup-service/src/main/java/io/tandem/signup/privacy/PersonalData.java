package io.tandem.signup.privacy;

import java.util.List;

/**
 * Personal data that one part of this service keeps. Every bean of this type is asked at each export and at each
 * erasure, in the transaction of the request; the person, the signups and the kit's tables come after them.
 */
public interface PersonalData {
    /** The word for these records in exports and reports, such as {@code touches}. */
    String kind();

    /** All that is kept of the person, as it is shown; see {@link ExportedRows}. */
    List<?> export(DataSubject subject);

    /** Erases it, or makes it tell nothing of the person, and returns how many records that were. */
    long erase(DataSubject subject);
}
