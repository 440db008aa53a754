package io.tandem.signup.signups;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tandem.contracts.NextStep;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What becomes of a signup. Whoever holds the id may see it, therefore it says nothing of the person.
 *
 * @param nextStep where to go while there is no decision; a decision has its own
 * @param events the stream that tells the decision as soon as it is known
 * @param returningToken only for whoever submitted the form
 */
@Schema(
        description = "What becomes of a signup; while PENDING with a nextStep and a stream of events to wait on,"
                + " while UNCONFIRMED the person has to follow the link that was mailed")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SignupView(
        UUID id,
        UUID accountId,
        SignupStatus status,
        Decision decision,
        NextStep nextStep,
        String events,

        @Schema(description = "Told to the sender of the form: with it the next form need not ask the same again")
        String returningToken) {

    static SignupView from(Signup signup, String startProductUrl, String returningToken) {
        NextStep meanwhile =
                signup.status() == SignupStatus.PENDING ? new NextStep("START_PRODUCT", startProductUrl) : null;
        String events = signup.status() == SignupStatus.DECIDED ? null : pathOf(signup.id()) + "/events";
        return new SignupView(
                signup.id(),
                signup.accountId(),
                signup.status(),
                signup.decision().orElse(null),
                meanwhile,
                events,
                returningToken);
    }

    static String pathOf(UUID id) {
        return "/api/v1/signups/" + id;
    }
}
