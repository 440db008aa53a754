package io.tandem.crm.sync;

import io.tandem.crm.domain.FieldPolicy;
import java.time.Instant;

/**
 * Why a field has its value.
 *
 * @param ours the value here
 * @param theirs what the CRM is known to hold
 * @param agreed what both sides last agreed on
 * @param why in a sentence
 * @param sentAt when ours was last sent, and in which version
 */
record WhyView(
        String field,
        String property,
        FieldPolicy policy,
        String ours,
        String theirs,
        String agreed,
        String why,
        Instant sentAt,
        Long sentVersion) {}
