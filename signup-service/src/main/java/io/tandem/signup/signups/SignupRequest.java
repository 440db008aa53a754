package io.tandem.signup.signups;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.attribution.TouchRequest;
import io.tandem.signup.domain.FormAnswers;
import io.tandem.signup.domain.GivenConsent;
import io.tandem.signup.domain.Members;
import io.tandem.signup.domain.Text;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a visitor said on the form. Members that are choices are read as text, so that a wrong one is told together
 * with everything else that is wrong.
 */
@Schema(description = "What a visitor said on the form")
record SignupRequest(
        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        @Schema(description = "The source's write key, for senders that set no Authorization header")
        String writeKey,

        @NotBlank @Size(max = 254) @Address String email,

        @Size(max = 200) String name,
        @Size(max = 200) String company,

        @Pattern(regexp = SIZES, message = "must be one of 1-10, 11-50, 51-200, 201-1000, 1001-5000, 5001+")
        String companySize,

        @Size(max = 100) String role,
        @Size(max = 2000) String useCase,

        @Country @Schema(description = "ISO 3166-1 alpha-2", examples = "DE")
        String country,

        @Schema(description = "The visitor asks for a human")
        Boolean talkToSales,

        @Schema(description = "The product's id of this person") @Size(max = 200)
        String userId,

        @Schema(description = "The browser's id from before the person was known") @Size(max = 200)
        String anonymousId,

        @Schema(description = "Campaign parameters: source, medium, campaign, term, content") @Size(max = 10)
        Map<@Size(max = 40) String, @Size(max = 200) String> utm,

        @Schema(description = "Answers to the form's own questions, by the name behind `custom.`") @Size(max = 40)
        Map<@Size(max = 60) String, @Size(max = 2000) String> custom,

        @Size(max = 20) List<@NotNull @Valid ConsentRequest> consents,

        @Schema(description = "The version of the form that was filled in") @PositiveOrZero
        Integer formVersion,

        @Schema(description = "How long it took to fill in, in milliseconds") @PositiveOrZero
        Long fillMillis,

        @Schema(description = "A trap: people do not see it and leave it empty") @Size(max = 200)
        String website2,

        @Schema(description = "As told in the answer to an earlier signup of the same person") @Size(max = 200)
        String returningToken,

        @Schema(description = "The visits before, oldest first") @Size(max = 50)
        List<@NotNull @Valid TouchRequest> touches,

        @Schema(description = "How the person says to have heard of the company") @Size(max = 500)
        String selfReported) {

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
        utm = Members.campaign(utm);
        custom = Members.cleaned(custom);
        consents = consents == null ? List.of() : consents;
        returningToken = Text.cleaned(returningToken);
        website2 = Text.cleaned(website2);
        touches = touches == null ? List.of() : touches;
        selfReported = Text.cleaned(selfReported);
    }

    /** The answers by the names that a form knows them by. */
    FormAnswers said() {
        Map<String, String> said = new TreeMap<>();
        put(said, "email", email);
        put(said, "name", name);
        put(said, "company", company);
        put(said, "companySize", companySize);
        put(said, "role", role);
        put(said, "useCase", useCase);
        put(said, "country", country);
        put(said, "talkToSales", talkToSales == null ? null : talkToSales.toString());
        put(said, "selfReported", selfReported);
        custom.forEach((name, text) -> said.put("custom." + name, text));
        return new FormAnswers(said);
    }

    boolean isOf(String normalisedEmail) {
        return EmailAddress.parse(email)
                .filter(address -> address.normalised().equals(normalisedEmail))
                .isPresent();
    }

    List<GivenConsent> given() {
        return consents.stream()
                .filter(Objects::nonNull)
                .map(ConsentRequest::given)
                .toList();
    }

    private static void put(Map<String, String> said, String name, String text) {
        if (text != null) {
            said.put(name, text);
        }
    }

    private static String upperCase(String code) {
        return code == null ? null : code.toUpperCase(Locale.ROOT);
    }
}
