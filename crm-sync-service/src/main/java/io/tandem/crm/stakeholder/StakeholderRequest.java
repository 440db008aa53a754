package io.tandem.crm.stakeholder;

import io.tandem.crm.domain.DecisionRole;
import io.tandem.crm.domain.Influence;
import io.tandem.crm.domain.Seniority;
import io.tandem.crm.domain.Stance;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Somebody at the account, as people know them: what is absent is not known, or known from form and product only.
 *
 * @param email only where somebody is added; without it nobody can be told apart who has the same name
 * @param seniority without it as the title says
 * @param reportsTo another stakeholder of the account
 * @param leftOn when they left the company
 * @param version the version that the caller saw; without it the change is made in any case
 */
record StakeholderRequest(
        @Size(min = 1, max = 200) String name,
        @Size(max = 254) String email,
        @Size(max = 200) String title,
        @Size(max = 50) String phone,
        DecisionRole decisionRole,
        Influence influence,
        Stance stance,
        Seniority seniority,
        UUID reportsTo,
        LocalDate leftOn,
        Long version) {}
