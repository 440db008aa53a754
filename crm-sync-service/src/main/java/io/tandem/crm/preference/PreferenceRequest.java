package io.tandem.crm.preference;

import io.tandem.crm.domain.Channel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * How somebody wants to be dealt with: what is absent they have not said.
 *
 * @param cadenceDays not more often than every so many days, 1 to 730
 * @param language IETF tag, such as pt or de-AT
 * @param topics what they want to hear of
 * @param doNotContact no suggestion speaks of contacting them
 * @param version the version that the caller saw; without it the change is made in any case
 */
record PreferenceRequest(
        Channel channel,
        @Min(1) @Max(730) Integer cadenceDays,

        @Pattern(regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", message = "must be a language tag such as pt or de-AT")
        @Size(max = 35)
        String language,

        @Size(max = 30) List<@NotBlank @Size(max = 100) String> topics,
        boolean doNotContact,
        Long version) {}
