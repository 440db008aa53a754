package io.tandem.crm.opportunity;

import io.tandem.crm.domain.ForecastCategory;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.money.MoneyRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A new opportunity.
 *
 * @param name unique among the open opportunities of the account
 * @param stage where it stands already; without it DISCOVERY
 * @param forecastCategory without it PIPELINE
 * @param confirmed keys of the entry criteria that somebody confirms
 * @param exception why it may enter the stage although criteria are not met
 */
record OpportunityRequest(
        @NotNull UUID accountId,
        @NotBlank @Size(max = 200) String name,
        @Valid MoneyRequest amount,
        LocalDate closeDate,
        OpportunityStage stage,
        ForecastCategory forecastCategory,
        @Size(max = 60) List<@NotNull @Size(max = 60) String> confirmed,
        @Size(max = 1000) String exception) {}
