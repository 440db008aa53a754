package io.tandem.scoring.signals;

import io.quarkus.security.identity.SecurityIdentity;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.scoring.models.ScoringModels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps signals from being told, and lets them be told again. The rows stay, so they say who did what and when. */
@ApplicationScoped
public class Silences {
    private final SilenceRepository silences;
    private final ScoringModels models;
    private final SecurityIdentity caller;

    Silences(SilenceRepository silences, ScoringModels models, SecurityIdentity caller) {
        this.silences = silences;
        this.models = models;
        this.caller = caller;
    }

    @Transactional
    SilenceView silence(SilenceRequest request) {
        Instant now = now();
        List<FieldFault> faults = new ArrayList<>();
        if (models.current().definition().signals().stream()
                .noneMatch(rule -> rule.name().equals(request.signal()))) {
            faults.add(new FieldFault("signal", "is no signal of the scoring model in force"));
        }
        if (request.until() != null && !request.until().isAfter(now)) {
            faults.add(new FieldFault("until", "must be in the future"));
        }
        if (request.accountId() != null && !silences.isAccount(request.accountId())) {
            faults.add(new FieldFault("accountId", "is no known account"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        Optional<SilenceView> same = silences.same(request.accountId(), request.signal(), now);
        if (same.isPresent()) {
            throw Problem.conflict("It is silenced already, see " + same.get().id() + ".");
        }
        SilenceView silence = new SilenceView(
                UUID.randomUUID(),
                request.accountId(),
                request.signal(),
                request.until() == null ? null : request.until().truncatedTo(ChronoUnit.MICROS),
                request.reason().strip(),
                caller.getPrincipal().getName(),
                now,
                null,
                null);
        silences.save(silence);
        silences.lookAgain(silence.accountId(), silence.signal(), now);
        return silence;
    }

    @Transactional
    void lift(UUID id) {
        SilenceView silence = silences.lock(id).orElseThrow(() -> Problem.notFound("There is no silence " + id + "."));
        if (silence.liftedAt() == null) {
            Instant now = now();
            silences.lift(id, caller.getPrincipal().getName(), now);
            silences.lookAgain(silence.accountId(), silence.signal(), now);
        }
    }

    /** The accounts of silences that are over by themselves are to be looked at. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lookAgainAfterwards(Instant now) {
        silences.lookAgainAfterSilence(now);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
