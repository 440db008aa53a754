package io.tandem.e2e;

import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.freshDomain;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.crm.hubspot.HubSpotFault;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.e2e.CrmInstance.Linked;
import io.tandem.local.campaign.Campaign;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * People on both sides change, merge and delete records while HubSpot's stand-in misbehaves in every way it knows, and the
 * service is killed before, amid and after its calls. In the end both sides agree field by field under the policies,
 * nothing is lost, and nothing is there twice.
 */
class CrmSyncCampaignTest {
    private static final int REFRESH = 20;
    private static final int DELETED_UNTOLD = 3;
    private static final int KINDS_LOOKED_AT = 3;
    private static final Duration ASKED_EVERY = Duration.ofSeconds(Campaign.size(3, 15));
    private static final Duration VERIFIED_EVERY = Duration.ofSeconds(Campaign.size(10, 180));
    private static final int ASKED_FOR_TOGETHER = 100;
    private static final HubSpotFault[] FAULTS = HubSpotFault.values();

    private enum Moment {
        BEFORE_A_WRITE,
        AFTER_A_WRITE,
        ANY
    }

    private final Random random = Campaign.random();
    /** The service's calls come when they come: their chance is of their own, so that people's repeats. */
    private final Random weather = new Random(Campaign.seed() + 1);

    private final HubSpotStub hubSpot = new HubSpotStub();
    private final Wanted wanted = new Wanted();
    private final AtomicReference<Moment> next = new AtomicReference<>();
    private final AtomicInteger faults = new AtomicInteger();
    private int slow = Campaign.size(1, 40);
    private int killed;
    private int compared;
    private CrmInstance crm;
    private PeopleHere here;
    private PeopleThere there;
    private List<Linked> known;

    @Test
    @Tag("campaign-crm-sync")
    void bothSidesAgreeWhateverHappens() throws Exception {
        int changes = Campaign.size(200, 10_000);
        int kills = Campaign.size(2, 10);
        Stand.stop("crm-sync-service");
        try (CrmInstance instance = new CrmInstance(ASKED_EVERY, VERIFIED_EVERY)) {
            crm = instance;
            here = new PeopleHere(crm, wanted, random);
            there = new PeopleThere(crm, hubSpot, wanted, random);
            here.signUp(Campaign.size(10, 250), freshDomain("crm"));
            crm.connect(hubSpot);
            try {
                run(changes, kills);
            } finally {
                hubSpot.weather(call -> null);
                crm.disconnect();
            }
        } finally {
            hubSpot.close();
            Stand.start("crm-sync-service");
            Stand.awaitHealthy();
        }
    }

    private void run(int changes, int kills) throws Exception {
        long begun = System.nanoTime();
        crm.settle();
        hubSpot.weather(this::weather);
        hubSpot.fatal(call -> strikes(Moment.AFTER_A_WRITE));
        for (int done = 0; done < changes; done++) {
            change(done);
            if (killed < kills && wanted.changes() >= (long) changes * (killed + 1) / (kills + 1)) {
                killSoon();
            }
        }
        hubSpot.weather(call -> null);
        agree();
        int writes =
                (int) hubSpot.calls().stream().filter(HubSpotStub.Call::changes).count();
        int calls = hubSpot.calls().size();
        int needless = hubSpot.needlessWrites();
        assertThat(needless * 5).as("needless of " + writes).isLessThanOrEqualTo(writes - needless);
        // It may ask when it is time to, and when it is told to; the first time came before this began.
        long times = 2 + Duration.ofNanos(System.nanoTime() - begun).dividedBy(ASKED_EVERY);
        long rounds = 2 + Duration.ofNanos(System.nanoTime() - begun).dividedBy(VERIFIED_EVERY);
        long reasons = times * KINDS_LOOKED_AT + rounds * callsOfARound() + there.heard();
        int looks = hubSpot.looks();
        assertThat(looks * 5L).as("looks for " + reasons + " reasons").isLessThanOrEqualTo(reasons * 6);
        whatNobodyToldIsFoundByReading();
        Campaign.report(
                "crm-sync",
                "%d changes on both sides, %d times killed, %d calls of which %d failed, %d of them to write, %d needless; %d looks for %d reasons; %d forged webhooks refused; %d fields agree, none lost, none twice"
                        .formatted(
                                wanted.changes(),
                                killed,
                                calls,
                                faults.get(),
                                writes,
                                needless,
                                looks,
                                reasons,
                                there.forged(),
                                compared));
    }

    private void change(int number) throws Exception {
        if (number % REFRESH == 0) {
            known = crm.known();
        }
        if (random.nextBoolean()) {
            here.change(known.stream().map(Linked::id).toList());
        } else {
            there.change(known);
        }
    }

    /** People go on until it has happened, and while it is away. */
    private void killSoon() throws Exception {
        Moment moment = Moment.values()[(killed + 1) % Moment.values().length];
        if (moment == Moment.ANY) {
            crm.kill();
        } else {
            next.set(moment);
            eventually().atMost(Duration.ofMinutes(2)).until(() -> {
                here.change(List.of());
                return next.get() == null;
            });
        }
        killed++;
    }

    private boolean strikes(Moment moment) {
        if (next.compareAndSet(moment, null)) {
            crm.kill();
            return true;
        }
        return false;
    }

    private HubSpotFault weather(HubSpotStub.Call call) {
        if (call.isWrite() && strikes(Moment.BEFORE_A_WRITE)) {
            return HubSpotFault.AWAY;
        }
        if (weather.nextInt(100) >= 25) {
            return null;
        }
        HubSpotFault fault = FAULTS[weather.nextInt(FAULTS.length)];
        // A caller waits for these until its patience ends.
        if (fault == HubSpotFault.DRIPS && slow-- <= 0) {
            return null;
        }
        faults.incrementAndGet();
        return fault;
    }

    private void agree() throws Exception {
        there.tellLate();
        crm.settle();
        crm.settle();
        compared = new BothSides(crm, hubSpot, wanted).agree(there.foreign());
    }

    private void whatNobodyToldIsFoundByReading() throws Exception {
        List<Linked> left = crm.known().stream()
                .filter(record -> !wanted.isOver(record.id()) && !record.kind().equals("NOTE"))
                .toList();
        List<Linked> deleted = new ArrayList<>();
        for (int i = 0; i < DELETED_UNTOLD; i++) {
            deleted.add(left.get(i * left.size() / DELETED_UNTOLD));
        }
        Linked last = deleted.remove(0);
        deleted.forEach(there::delete);
        crm.miss(deleted);
        there.delete(last);
        crm.reconcile();
        agree();
    }

    /** How many calls it takes to ask for all that are known, whether they are still there. */
    private long callsOfARound() throws SQLException {
        return crm.known().stream()
                .filter(record -> !record.kind().equals("NOTE"))
                .collect(Collectors.groupingBy(Linked::kind, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(count -> (count + ASKED_FOR_TOGETHER - 1) / ASKED_FOR_TOGETHER)
                .sum();
    }
}
