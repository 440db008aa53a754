package io.tandem.signup.attribution;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.tandem.contracts.Touch;
import io.tandem.signup.domain.Members;
import io.tandem.signup.domain.Text;
import io.tandem.signup.domain.WebAddress;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One visit that came from somewhere, as the browser remembers it. */
@Schema(description = "One visit that came from somewhere, as the browser remembers it")
public record TouchRequest(
        @NotNull @JsonDeserialize(using = AnyTime.class) Instant at,

        @Schema(description = "The page where the visit began, without its query") @Size(max = 1000)
        String landingPage,

        @Schema(description = "The page it came from, without its query") @Size(max = 1000)
        String referrer,

        @Size(max = 10) Map<@Size(max = 40) String, @Size(max = 200) String> utm,

        @Schema(description = "What advertising platforms append: gclid, fbclid, msclkid…") @Size(max = 10)
        Map<@Size(max = 40) String, @Size(max = 500) String> clickIds) {
    public TouchRequest {
        landingPage = Text.cleaned(landingPage);
        referrer = Text.cleaned(referrer);
        utm = Members.campaign(utm);
        clickIds = Members.cleaned(clickIds);
    }

    /** Queries may hold anything of a person, so they are not kept even if they were sent. */
    Touch touch() {
        return new Touch(at, WebAddress.withoutQuery(landingPage), WebAddress.withoutQuery(referrer), utm, clickIds);
    }
}
