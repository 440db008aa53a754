package io.tandem.signup.signups;

import io.tandem.contracts.SignupAnswers;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A signup with everything that was said, for the company's own people. */
@Schema(description = "A signup with everything that was said")
record SignupDetailView(UUID id, UUID accountId, SignupStatus status, SignupAnswers answers, Decision decision) {}
