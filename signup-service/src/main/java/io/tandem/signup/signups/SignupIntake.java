package io.tandem.signup.signups;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.SignupAnswers;
import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.domain.MetAccount;
import io.tandem.signup.sources.Sender;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes a submitted form and finds the answer to it in the time there is. */
@ApplicationScoped
class SignupIntake {
    private final SignupService signups;
    private final Decisions decisions;
    private final DomainKinds kinds;
    private final SignupConfig config;
    private final Validator validator;
    private final MeterRegistry meters;

    SignupIntake(
            SignupService signups,
            Decisions decisions,
            DomainKinds kinds,
            SignupConfig config,
            Validator validator,
            MeterRegistry meters) {
        this.signups = signups;
        this.decisions = decisions;
        this.kinds = kinds;
        this.config = config;
        this.validator = validator;
        this.meters = meters;
    }

    /** Blocks until the signup is stored, but not for its decision. */
    CompletionStage<Signup> submit(Sender sender, SignupRequest request) {
        refuseFaults(request);
        Timer.Sample started = Timer.start(meters);
        EmailAddress email = EmailAddress.parse(request.email()).orElseThrow();
        SignupAnswers answers = request.answers(UUID.randomUUID(), sender, email, now());
        MetAccount account = MetAccount.of(
                answers.email(), CompanyDomain.of(email.domain(), email.registrableDomain(), kinds), answers.company());

        CompletableFuture<Optional<Decision>> waiter = decisions.from(answers.signupId(), config.decisionWait());
        Signup accepted = signups.accept(answers, account);
        boolean isNew = accepted.id().equals(answers.signupId());
        return (isNew ? decisions.orStored(accepted.id(), waiter) : answerOfEarlier(accepted)).thenApply(decision -> {
            started.stop(answerTime(decision.isPresent()));
            return new Signup(accepted.id(), accepted.accountId(), decision);
        });
    }

    private CompletionStage<Optional<Decision>> answerOfEarlier(Signup earlier) {
        return earlier.decision().isPresent()
                ? CompletableFuture.completedStage(earlier.decision())
                : decisions.ofKnown(earlier.id(), config.decisionWait());
    }

    private void refuseFaults(SignupRequest request) {
        Set<ConstraintViolation<SignupRequest>> faults = validator.validate(request);
        if (!faults.isEmpty()) {
            throw new ConstraintViolationException(faults);
        }
    }

    private Timer answerTime(boolean decided) {
        return Timer.builder("tandem.signup.answer")
                .description("From a submitted form to its answer")
                .tag("status", decided ? "decided" : "pending")
                .publishPercentileHistogram()
                .register(meters);
    }

    /** As precise as the database keeps it, so that the event and the row agree. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
