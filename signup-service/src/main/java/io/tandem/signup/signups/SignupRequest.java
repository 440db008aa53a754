package io.tandem.signup.signups;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.SignupAnswers;
import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.domain.Text;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a visitor said on the form. Members that are choices are read as text, so that a wrong one is told together
 * with everything else that is wrong.
 */
@Schema(description = "What a visitor said on the form")
record SignupRequest(
        @Schema(description = "The source's write key, for senders that set no Authorization header")
        String writeKey,

        @NotBlank @Size(max = 254) @Address String email,

        @Size(max = 200) String name,
        @Size(max = 200) String company,

        @NotBlank @Pattern(regexp = SIZES, message = "must be one of 1-10, 11-50, 51-200, 201-1000, 1001-5000, 5001+")
        String companySize,

        @NotBlank @Size(max = 100) String role,
        @NotBlank @Size(max = 2000) String useCase,

        @Country @Schema(description = "ISO 3166-1 alpha-2", examples = "DE")
        String country,

        @Schema(description = "The visitor asks for a human")
        Boolean talkToSales,

        @Schema(description = "The product's id of this person") @Size(max = 200)
        String userId,

        @Schema(description = "The browser's id from before the person was known") @Size(max = 200)
        String anonymousId,

        @Schema(description = "Campaign parameters: source, medium, campaign, term, content") @Size(max = 10)
        Map<@Size(max = 40) String, @Size(max = 200) String> utm) {

    private static final String SIZES = "1-10|11-50|51-200|201-1000|1001-5000|5001\\+";

    SignupRequest {
        email = Text.cleaned(email);
        name = Text.cleaned(name);
        company = Text.cleaned(company);
        companySize = Text.cleaned(companySize);
        role = Text.cleaned(role);
        useCase = Text.cleaned(useCase);
        country = upperCase(Text.cleaned(country));
        userId = Text.cleaned(userId);
        anonymousId = Text.cleaned(anonymousId);
        utm = campaign(utm);
    }

    SignupAnswers answers(UUID signupId, UUID sourceId, EmailAddress address, Instant now) {
        String normalised = address.normalised();
        return new SignupAnswers(
                signupId,
                sourceId,
                PersonId.ofEmail(normalised),
                normalised,
                name,
                company,
                CompanySize.ofLabel(companySize),
                role,
                useCase,
                country,
                Boolean.TRUE.equals(talkToSales),
                userId,
                anonymousId,
                utm,
                now,
                Map.of(),
                false);
    }

    private static String upperCase(String code) {
        return code == null ? null : code.toUpperCase(Locale.ROOT);
    }

    /** Sites send both {@code source} and {@code utm_source}: one name for one thing. */
    private static Map<String, String> campaign(Map<String, String> sent) {
        Map<String, String> campaign = new TreeMap<>();
        if (sent != null) {
            sent.forEach((parameter, value) -> {
                String key = Text.cleaned(parameter);
                String cleaned = Text.cleaned(value);
                if (key != null && cleaned != null) {
                    campaign.put(key.startsWith("utm_") ? key.substring(4) : key, cleaned);
                }
            });
        }
        return campaign;
    }
}
