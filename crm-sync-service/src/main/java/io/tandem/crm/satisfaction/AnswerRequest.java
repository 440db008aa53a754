package io.tandem.crm.satisfaction;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The answer of somebody who was asked.
 *
 * @param token as in the link
 * @param score on the scale of the survey
 */
record AnswerRequest(
        @NotBlank @Size(max = 200) String token,
        @NotNull Integer score,
        @Size(max = 4000) String comment) {}
