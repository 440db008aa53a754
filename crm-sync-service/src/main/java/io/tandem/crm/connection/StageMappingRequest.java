package io.tandem.crm.connection;

import io.tandem.crm.domain.SaleStage;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Which stages of the CRM stand for one of ours.
 *
 * @param crmStages their ids there; the first is the one that is written, all are understood
 */
record StageMappingRequest(
        @NotNull SaleStage stage, @NotNull @Size(max = 50) List<@NotBlank @Size(max = 255) String> crmStages) {}
