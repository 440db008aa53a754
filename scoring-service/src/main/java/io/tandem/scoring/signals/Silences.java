package io.tandem.scoring.signals;

import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import io.tandem.scoring.audit.AuditTrail;
import io.tandem.scoring.audit.Caller;
import io.tandem.scoring.models.ScoringModels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps signals from being told, and lets them be told again. The rows stay, so they say who did what and when. */
@ApplicationScoped
public class Silences {
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private static final Duration LOOKED_AGAIN_FOR = Duration.ofMinutes(10);

    private final SilenceRepository silences;
    private final ScoringModels models;
    private final Caller caller;
    private final AuditTrail audit;
    private volatile boolean lookedAgain;

    Silences(SilenceRepository silences, ScoringModels models, Caller caller, AuditTrail audit) {
        this.silences = silences;
        this.models = models;
        this.caller = caller;
        this.audit = audit;
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
        } else if (request.until() != null && request.until().isAfter(LATEST)) {
            faults.add(new FieldFault("until", "must be before the year 9999"));
        }
        if (request.accountId() != null && !silences.isAccount(request.accountId())) {
            faults.add(new FieldFault("accountId", "is no known account"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        silences.lockNew();
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
                caller.name(),
                now,
                null,
                null);
        silences.save(silence);
        audit.changed("silenced", subject(silence), null, told(silence));
        silences.lookAgain(silence.accountId(), silence.signal(), now);
        return silence;
    }

    @Transactional
    void lift(UUID id) {
        SilenceView silence = silences.lock(id).orElseThrow(() -> Problem.notFound("There is no silence " + id + "."));
        if (silence.liftedAt() == null) {
            Instant now = now();
            silences.lift(id, caller.name(), now);
            audit.changed("silence lifted", subject(silence), told(silence), null);
            silences.lookAgain(silence.accountId(), silence.signal(), now);
        }
    }

    /**
     * The accounts of silences that are over by themselves are to be looked at. For a while, since those that somebody
     * scores at that moment are passed over; the first time of all that were over before.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lookAgainAfterwards(Instant now) {
        if (!lookedAgain || silences.anyOver(now.minus(LOOKED_AGAIN_FOR), now)) {
            silences.lookAgainAfterSilence(now);
            lookedAgain = true;
        }
    }

    private static String subject(SilenceView silence) {
        return "signal-silence/" + silence.id();
    }

    /** Without the reason, which may name people: it stays with the silence, where an erasure reaches it. */
    private static Map<String, Object> told(SilenceView silence) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("signal", silence.signal());
        told.put("accountId", silence.accountId());
        told.put("until", silence.until());
        return told;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
