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
 */
@Schema(description = "What becomes of a signup; while PENDING with a nextStep and a stream of events to wait on")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SignupView(UUID id, UUID accountId, SignupStatus status, Decision decision, NextStep nextStep, String events) {

    static SignupView from(Signup signup, String startProductUrl) {
        return signup.decision()
                .map(decision ->
                        new SignupView(signup.id(), signup.accountId(), SignupStatus.DECIDED, decision, null, null))
                .orElseGet(() -> new SignupView(
                        signup.id(),
                        signup.accountId(),
                        SignupStatus.PENDING,
                        null,
                        new NextStep("START_PRODUCT", startProductUrl),
                        pathOf(signup.id()) + "/events"));
    }

    static String pathOf(UUID id) {
        return "/api/v1/signups/" + id;
    }
}
