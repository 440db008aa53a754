package io.tandem.crm.opportunity;

import io.tandem.crm.domain.ForecastCategory;
import io.tandem.crm.money.MoneyRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;

/**
 * An opportunity as it shall be: what is absent is taken away.
 *
 * @param confirmed keys of the entry criteria that are met, as somebody says
 * @param version the version that the caller saw; without it the change is made in any case
 */
record OpportunityChangeRequest(
        @NotBlank @Size(max = 200) String name,
        @Valid MoneyRequest amount,
        LocalDate closeDate,
        @NotNull ForecastCategory forecastCategory,
        @Size(max = 60) List<@NotNull @Size(max = 60) String> confirmed,
        Long version) {}
