package io.tandem.local.demo;

import io.tandem.local.StandException;
import io.tandem.local.cli.Api;
import io.tandem.local.cli.Progress;
import io.tandem.local.cli.Seed;
import io.tandem.local.stand.PartName;
import io.tandem.local.stand.Stand;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;

/** Plays a month of about 200 companies through the public API and the Segment SDK, then tells what came of it. */
public final class Demo {
    private static final long SEED = 2_000;
    private static final int COMPANIES = 200;

    private final Stand stand;
    private final PrintStream out;

    public Demo(Stand stand, PrintStream out) {
        this.stand = stand;
        this.out = out;
    }

    public void play() throws InterruptedException {
        Instant start = Instant.now();
        Seed seed = new Seed(stand);
        String writeKey = seed.writeKey()
                .orElseThrow(() -> new StandException("There is no demo source: ./tandem up creates it."));
        Api api = new Api(stand, "admin");
        Bars bars = new Bars(out);
        URI gateway = stand.url(PartName.GATEWAY);

        out.println();
        out.println("A month of " + COMPANIES + " companies, through " + gateway);
        List<Company> companies = Cast.of(SEED, COMPANIES);
        List<Signups.Outcome> outcomes;
        try (ProgressBar bar = bars.start("Signups", companies.size())) {
            outcomes = new Signups(api, writeKey).submit(companies, bar);
        }

        List<Moment> month = new ArrayList<>();
        Map<Signups.Outcome, Integer> expected = new LinkedHashMap<>();
        for (Signups.Outcome outcome : outcomes) {
            List<Moment> moments = Month.of(outcome.company());
            month.addAll(moments);
            expected.put(outcome, moments.size());
        }
        long people = companies.stream().mapToLong(one -> one.people().size()).sum();
        Instant monthStart = start.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(Month.DAYS));
        try (ProgressBar bar = bars.start("Usage by the SDK", month.size() + people)) {
            new UsageSender(gateway, writeKey, bar).send(month, monthStart);
        }

        Findings findings = new Findings(api);
        long counted;
        try (ProgressBar bar = bars.start("Counted and scored", month.size())) {
            counted = findings.awaitCounted(expected, bar);
        }
        List<Findings.Found> found = findings.read(outcomes);
        out.println();
        out.println("What came of it, after " + Progress.elapsed(start));
        out.println();
        out.print(Summary.of(found, month.size(), counted));
        out.println();
        out.println("What a signup knows beside its answers");
        out.println();
        out.print(new AtTheDoor(api, seed.sourceId().orElseThrow(), writeKey).tell());
        out.println();
        String work = AtWork.of(found, stand);
        if (!work.isEmpty()) {
            out.println("What the reps make of it");
            out.println();
            out.print(work);
            out.println();
        }
        out.println("What an admin may ask before anything changes");
        out.println();
        out.print(BeforeItCounts.of(found, api));
        out.println();
        out.println("What scores take in, and learn from");
        out.println();
        out.print(new Scores(api, seed.sourceId().orElseThrow()).tell());
        out.println();
        out.println("Three accounts worth a look");
        out.print(WorthALook.of(found, gateway));
        out.println();
        if (counted < month.size()) {
            throw new StandException((month.size() - counted) + " events were not counted in time.");
        }
    }
}
