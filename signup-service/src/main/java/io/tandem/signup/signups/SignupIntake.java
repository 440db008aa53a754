package io.tandem.signup.signups;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tandem.contracts.DomainKinds;
import io.tandem.kit.web.Problem;
import io.tandem.signup.domain.FormAnswers;
import io.tandem.signup.domain.FormDefinition;
import io.tandem.signup.domain.MetAccount;
import io.tandem.signup.forms.KnownAnswers;
import io.tandem.signup.forms.PublishedForm;
import io.tandem.signup.forms.PublishedForms;
import io.tandem.signup.sources.Sender;
import io.tandem.signup.sources.SenderLimits;
import io.tandem.signup.sources.SourceLookup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes a submitted form and finds the answer to it in the time there is. */
@ApplicationScoped
class SignupIntake {
    private final SignupService signups;
    private final Decisions decisions;
    private final PublishedForms forms;
    private final KnownAnswers known;
    private final SubmissionFaults faults;
    private final SenderLimits limits;
    private final RefusedSignups refused;
    private final Confirmations confirmations;
    private final SourceLookup sources;
    private final DomainKinds kinds;
    private final MeterRegistry meters;

    /** What became of a form, and of which signup its sender gets the token. */
    record Answer(Signup signup, UUID tokenOf) {}

    SignupIntake(
            SignupService signups,
            Decisions decisions,
            PublishedForms forms,
            KnownAnswers known,
            SubmissionFaults faults,
            SenderLimits limits,
            RefusedSignups refused,
            Confirmations confirmations,
            SourceLookup sources,
            DomainKinds kinds,
            MeterRegistry meters) {
        this.signups = signups;
        this.decisions = decisions;
        this.forms = forms;
        this.known = known;
        this.faults = faults;
        this.limits = limits;
        this.refused = refused;
        this.confirmations = confirmations;
        this.sources = sources;
        this.kinds = kinds;
        this.meters = meters;
    }

    /** Blocks until the signup is stored, but not for its decision, for which the answer waits until then. */
    CompletionStage<Answer> submit(Sender sender, String address, SignupRequest request, Instant decideBy) {
        Timer.Sample started = Timer.start(meters);
        Instant now = now();
        PublishedForm form = formOf(sender, request, now);
        FormDefinition rules = form.definition();
        limits.take(sender, address, rules.limits().perAddress());
        Optional<KnownAnswers.Earlier> earlier = earlier(request, now);
        FilledForm filled = filled(request, form, earlier);
        faults.refuse(filled);
        Submission submission = Submission.of(UUID.randomUUID(), sender, filled, kinds, now);
        MetAccount account = submission.account();
        limits.take(sender, account.domain(), rules.limits().perDomain());

        Optional<RefusalCause> trap = RefusalCause.of(request, rules, earlier.isPresent());
        if (trap.isPresent()) {
            refused.keep(submission, trap.get());
            Signup shown = new Signup(submission.id(), account.id(), submission.firstStatus(), Optional.empty());
            // Nothing is known of what was refused, so the token that was sent tells more than a new one.
            UUID tokenOf = earlier.map(KnownAnswers.Earlier::signupId).orElse(shown.id());
            return CompletableFuture.completedStage(new Answer(shown, tokenOf));
        }
        CompletableFuture<Optional<Decision>> waiter = decisions.from(submission.id(), until(decideBy));
        Signup accepted = signups.accept(submission);
        boolean isNew = accepted.id().equals(submission.id());
        return (isNew && !accepted.isUnconfirmed()
                        ? decisions.orStored(accepted.id(), waiter).thenApply(accepted::with)
                        : answered(accepted, until(decideBy)))
                .thenApply(answer -> {
                    started.stop(answerTime(answer.decision().isPresent()));
                    return new Answer(answer, accepted.id());
                });
    }

    /** The link is as good as the form: whoever follows it is answered like whoever submits one. */
    CompletionStage<Signup> confirm(String token) {
        Signup confirmed = signups.confirm(confirmations.signupOf(token, now()))
                .orElseThrow(() -> Problem.notFound("This signup is not there any more."));
        return answered(confirmed, decisions.patience());
    }

    /** What was taken for a robot's goes the way of any other. */
    @Transactional
    public Signup release(UUID sourceId, UUID id) {
        RefusedSignupView kept = refused.toRelease(sourceId, id);
        Sender sender = new Sender(sourceId, sources.kindOf(sourceId));
        SignupRequest request = kept.request();
        PublishedForm form = Optional.ofNullable(kept.formVersion())
                .flatMap(version -> forms.of(sourceId, version))
                .orElseGet(() -> formOf(sender, request, kept.refusedAt()));
        FilledForm filled = filled(request, form, earlier(request, kept.refusedAt()));
        Signup accepted = signups.accept(Submission.of(id, sender, filled, kinds, kept.refusedAt()));
        refused.released(kept, accepted.id());
        return accepted;
    }

    private PublishedForm formOf(Sender sender, SignupRequest request, Instant now) {
        return forms.of(sender.sourceId())
                .orElseThrow(() -> Problem.notFound("There is no such form."))
                .filledIn(request.formVersion(), now);
    }

    /** Only who signs up with the same address again is the person whose answers the token brings. */
    private Optional<KnownAnswers.Earlier> earlier(SignupRequest request, Instant now) {
        return known.of(request.returningToken(), now).filter(earlier -> request.isOf(earlier.email()));
    }

    private static FilledForm filled(
            SignupRequest request, PublishedForm form, Optional<KnownAnswers.Earlier> earlier) {
        return FilledForm.of(
                request, form, earlier.map(KnownAnswers.Earlier::answers).orElse(FormAnswers.NONE));
    }

    private CompletionStage<Signup> answered(Signup signup, Duration atMost) {
        return signup.status() == SignupStatus.PENDING
                ? decisions.ofKnown(signup.id(), atMost).thenApply(signup::with)
                : CompletableFuture.completedStage(signup);
    }

    private static Duration until(Instant time) {
        Duration left = Duration.between(Instant.now(), time);
        return left.isNegative() ? Duration.ZERO : left;
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
