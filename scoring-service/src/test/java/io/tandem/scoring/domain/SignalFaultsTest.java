package io.tandem.scoring.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SignalFaultsTest {
    @Test
    void theStandardModelHasNone() {
        assertEquals(
                List.of(), faults(StandardModel.MODEL.definition().signals().toArray(SignalRule[]::new)));
    }

    @Test
    void namesEveryFaultWithItsPlace() {
        assertEquals(
                List.of(
                        "/signals/0/name must be words of a to z and 0 to 9 joined by -, 60 characters at most",
                        "/signals/0/sentences must hold one sentence or more",
                        "/signals/0/kind must be given",
                        "/signals/1/with/hours is no number of HEAVY_USAGE",
                        "/signals/1/with/days must be from 1 to 56",
                        "/signals/1/events HEAVY_USAGE takes 0",
                        "/signals/2/name is taken by another signal",
                        "/signals/2/events EVENT takes 1",
                        "/signals/3 must be given"),
                faults(
                        new SignalRule("Not So", null, null, null, null),
                        new SignalRule(
                                "busy",
                                SignalKind.HEAVY_USAGE,
                                new TreeMap<>(Map.of("days", 57, "hours", 3)).descendingMap(),
                                List.of(watch("Signed In")),
                                List.of("{account}")),
                        new SignalRule("busy", SignalKind.EVENT, null, List.of(), List.of("{account}")),
                        null));
    }

    @Test
    void windowsThatAreComparedAreWholeWeeksThatAreKept() {
        assertEquals(
                List.of(
                        "/signals/0/with/days must be whole weeks, so that windows hold each day of the week equally"
                                + " often",
                        "/signals/1/with looks back 140 days, and no more than 91 are looked at"),
                faults(
                        rule("one", SignalKind.USAGE_DECLINE, Map.of("days", 10)),
                        rule("two", SignalKind.USAGE_DECLINE, Map.of("days", 28, "windows", 4))));
    }

    @Test
    void anEventNeedsAName() {
        assertEquals(
                List.of("/signals/0/events/0/events must name 1 to 20 events"),
                faults(new SignalRule(
                        "one",
                        SignalKind.EVENT,
                        Map.of(),
                        List.of(new Watch(List.of(), null, null, null)),
                        List.of("{account}"))));
    }

    @Test
    void sentencesNameOnlyWhatTheirSignalCanTell() {
        Watch watch = new Watch(List.of("Plan Limit Reached"), null, null, List.of("plan", "plan name"));
        assertEquals(
                List.of(
                        "/signals/0/sentences/1 {evnts} is none of what this signal can tell: account, days, events, from, to",
                        "/signals/0/sentences/1 { days } is none of what this signal can tell: account, days, events, from,"
                                + " to",
                        "/signals/1/sentences/0 {plan name} is none of what this signal can tell: account, event, people,"
                                + " plan, times, who"),
                faults(
                        new SignalRule(
                                "busy",
                                SignalKind.HEAVY_USAGE,
                                null,
                                null,
                                List.of("{account}: {events} in {days} days", "{evnts} in { days } days, {evnts}")),
                        new SignalRule(
                                "blocked",
                                SignalKind.EVENT,
                                null,
                                List.of(watch),
                                List.of("{who} is on {plan}, which is {plan name}"))));
    }

    @Test
    void noMoreDaysThanThereAreCanBeAskedFor() {
        assertEquals(
                List.of(
                        "/signals/0/with activeDays (56) must be at most days (14)",
                        "/signals/1/with activeDays (30) must be at most beforeDays (28)"),
                faults(
                        rule("one", SignalKind.REPEATED_ENGAGEMENT, Map.of("activeDays", 56)),
                        rule("two", SignalKind.CHURN_RISK, Map.of("activeDays", 30))));
    }

    private static SignalRule rule(String name, SignalKind kind, Map<String, Integer> with) {
        return new SignalRule(name, kind, with, List.of(), List.of("{account}"));
    }

    private static Watch watch(String event) {
        return new Watch(List.of(event), null, null, null);
    }

    private static List<String> faults(SignalRule... rules) {
        List<String> faults = new ArrayList<>();
        SignalFaults.find(Arrays.asList(rules), (place, reason) -> faults.add(place + " " + reason));
        return faults;
    }
}
