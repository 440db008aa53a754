package io.tandem.routing.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.routing.Scored;
import io.tandem.routing.domain.AcvModel;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.domain.Territory;
import io.tandem.routing.policy.CompiledPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WhyNotTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final PoolState POOL = new RandomInputs(1).pool();

    @Test
    void whatAPersonMightEasilyHaveSaidComesFirst() {
        WhyNot.Found found = search(Motion.SALES_ASSIST, ShippedPolicy.compiled(), small().signup());

        assertEquals(
                List.of("the person had asked to talk to sales"),
                words(found.flips().get(0)));
        assertEquals("hand-raiser", found.flips().get(0).rule());
        assertEquals(
                List.of("the company had 51-200 people"), words(found.flips().get(1)));
    }

    @Test
    void saysTheSizeThatMakesAnEnterprise() {
        WhyNot.Found found = search(Motion.SALES_LED, ShippedPolicy.compiled(), small().signup());

        assertEquals(
                "/signup/companySize", found.flips().get(0).changes().get(0).at());
        assertEquals("\"201-1000\"", found.flips().get(0).changes().get(0).to().toString());
        assertEquals("enterprise", found.flips().get(0).rule());
    }

    @Test
    void takesTwoChangesWhereOneIsNotEnough() {
        CompiledPolicy policy = policy("signup.country == 'DE' && score.fit > 45.5 && signup.isNew", Motion.PARTNER);
        var scored = small().named("Jo").signup();
        WhyNot.Found found = search(Motion.PARTNER, policy, inputs(scored, "/signup/country", "\"FR\""));

        assertEquals(
                List.of("the person's country were DE", "the score's fit were 46.5"),
                words(found.flips().get(0)));
    }

    @Test
    void aCountIsAsCloseToWhatItWasAsTheMotionAllows() {
        CompiledPolicy policy = policy("account.users > 1234 || account.events >= 700", Motion.SALES_LED);
        WhyNot.Found found = search(Motion.SALES_LED, policy, small().signup());

        assertEquals(
                List.of(List.of("700 events of usage had been counted"), List.of("1235 people used the product")),
                found.flips().stream().map(WhyNotTest::words).toList());
    }

    @Test
    void namesTheSignalsThatAreMissing() {
        WhyNot.Found found = search(Motion.SALES_ASSIST, ShippedPolicy.compiled(), small().usage(1));

        assertTrue(
                found.flips().stream()
                        .anyMatch(flip -> flip.rule().equals("usage-hand-over")
                                && words(flip).get(0).startsWith("the signal ")),
                found.flips().toString());
    }

    @Test
    void saysPlainlyThatNothingDoesIt() {
        WhyNot.Found found = search(Motion.PARTNER, policy("signup.talkToSales", Motion.SALES_LED), small().signup());

        assertTrue(found.flips().isEmpty());
        assertTrue(found.complete());
    }

    @Test
    void everyAnswerIsTrueAndTheSameWhenAskedAgain() {
        CompiledPolicy policy = ShippedPolicy.compiled();
        RandomInputs random = new RandomInputs(7);
        for (int i = 0; i < 40; i++) {
            ObjectNode inputs = tree(random.inputs());
            Motion asked = Motion.values()[i % Motion.values().length];
            WhyNot.Found found = search(asked, policy, inputs);
            assertEquals(found, search(asked, policy, inputs));
            for (WhyNot.Flip flip : found.flips()) {
                ObjectNode changed = inputs.deepCopy();
                flip.changes().forEach(change -> change.applyTo(changed));
                assertEquals(asked, decide(policy, changed).orElseThrow().motion(), flip.toString());
                assertFalse(flip.changes().isEmpty());
            }
        }
    }

    @Test
    void noValueIsTriedTwice() {
        List<String> tried =
                InputChanges.of(policyThatLooksAtEverything().policy(), tree(inputs(small().signup())))
                        .candidates()
                        .stream()
                        .map(change -> change.at() + " = " + change.to())
                        .toList();

        assertEquals(tried.stream().distinct().toList(), tried);
    }

    /** Whatever one other value of one input does, a change of one input that does the same is found. */
    @Test
    void oneChangeIsFoundWhereverOneIsEnough() {
        CompiledPolicy policy = policyThatLooksAtEverything();
        Map<String, List<String>> others = Map.of(
                "/relationship/openOpportunity", List.of("true", "false"),
                "/relationship/health", List.of("null", "0", "1", "39", "40", "100"),
                "/signup/utm/source", List.of("null", "'ads'", "'RESELLER-X'", "'x'"),
                "/account/domain", List.of("null", "'key.com'", "'both.com'", "'theirs.com'", "'other.com'"),
                "/signup/country", List.of("null", "'CH'", "'SE'", "'US'"),
                "/firmographics/industry", List.of("null", "'Finance'", "'retail'", "'IT'"),
                "/signup/companySize", List.of("null", "'1-10'", "'51-200'", "'5001+'"),
                "/usage/users", List.of("0", "1", "24", "25", "57", "100", "101", "5000"));
        RandomInputs random = new RandomInputs(11);
        Set<String> enough = new TreeSet<>();
        for (int i = 0; i < 100 || i < 1000 && !enough.equals(others.keySet()); i++) {
            ObjectNode inputs = tree(random.inputs());
            Optional<Motion> decided = decide(policy, inputs).map(Routing.Outcome::motion);
            Map<Motion, String> wanted = new EnumMap<>(Motion.class);
            others.forEach((at, values) -> values.forEach(value -> {
                boolean there =
                        !at.startsWith("/signup") || inputs.path("signup").isObject();
                ObjectNode changed = inputs.deepCopy();
                change(at, value.replace('\'', '"')).applyTo(changed);
                Optional<Motion> motion = decide(policy, changed).map(Routing.Outcome::motion);
                if (there && motion.isPresent() && !motion.equals(decided)) {
                    wanted.put(motion.get(), at + " = " + value);
                    enough.add(at);
                }
            }));
            wanted.forEach((motion, how) -> {
                WhyNot.Found found = search(motion, policy, inputs);
                assertFalse(found.flips().isEmpty(), motion + " by " + how + " for " + inputs);
                assertEquals(
                        1, found.flips().get(0).changes().size(), motion + " by " + how + ", found " + found.flips());
            });
        }
        assertEquals(others.keySet(), enough);
    }

    @Test
    void saysThatNotAllWasTriedWhereARuleLooksAtWhatHasNoOtherValue() {
        ObjectNode inputs = tree(inputs(small().signup()));

        assertTrue(
                InputChanges.of(policyThatLooksAtEverything().policy(), inputs).areComplete());
        assertTrue(InputChanges.of(ShippedPolicy.compiled().policy(), inputs).areComplete());
        assertFalse(InputChanges.of(
                        policy("relationship.health > account.users", Motion.SALES_LED)
                                .policy(),
                        tree(inputs(small().signup())))
                .areComplete());
    }

    /** Rules for what lists, territories, seats and the relationship make of an account. */
    private static CompiledPolicy policyThatLooksAtEverything() {
        AcvModel shipped = ShippedPolicy.compiled().policy().acv();
        AcvModel acv = new AcvModel(
                shipped.currency(),
                shipped.pricePerSeat(),
                shipped.plans(),
                shipped.seats(),
                shipped.seatsIfUnknown(),
                AcvModel.SeatsFrom.USE,
                shipped.bands());
        Territory banks =
                new Territory("Banks", null, null, List.of("finance"), List.of(CompanySize.OVER_5000), null, null);
        Territory dach = new Territory("DACH", List.of("DE", "CH"), null, null, null, null, List.of(banks));
        Territory north = new Territory("North", null, List.of("Northern Europe"), null, null, null, null);
        return CompiledPolicy.of(new Policy(
                "t",
                "",
                acv,
                null,
                List.of(
                        new Policy.SeatsBand("team", 24),
                        new Policy.SeatsBand("department", 100),
                        new Policy.SeatsBand("company", null)),
                List.of(
                        new Policy.NamedAccounts("strategic", List.of("key.com", "both.com"), null, null),
                        new Policy.NamedAccounts("second", List.of("both.com", "next.com"), null, null)),
                List.of(
                        new Policy.Partner("Integrator", List.of("theirs.com", "both.com"), List.of(), null),
                        new Policy.Partner("Reseller", List.of(), List.of("reseller-x"), null)),
                List.of(dach, north),
                List.of(
                        rule("account.partner == 'Integrator' && account.namedAccounts == 'strategic'", Motion.NURTURE),
                        rule("account.partner == 'Reseller'", Motion.PARTNER),
                        rule("account.namedAccounts == 'strategic'", Motion.SALES_LED),
                        rule("signup.referral == 'ads'", Motion.NURTURE),
                        rule("relationship.openOpportunity", Motion.SALES_ASSIST),
                        rule("relationship.health > 0 && relationship.health < 40", Motion.SALES_LED),
                        rule("account.territory == 'DACH/Banks'", Motion.SALES_LED),
                        rule("account.territory == 'North'", Motion.SALES_ASSIST),
                        rule("account.seatsBand == 'department'", Motion.SALES_LED),
                        rule("account.seats > 4000 && account.territory == 'DACH'", Motion.SALES_ASSIST),
                        rule("true", Motion.SELF_SERVE))));
    }

    private static Policy.Rule rule(String when, Motion motion) {
        return new Policy.Rule(when, when, when, new Policy.Then(motion, false, null, 60, "", null, false));
    }

    private static List<String> words(WhyNot.Flip flip) {
        return flip.changes().stream().map(InputChange::inWords).toList();
    }

    private static WhyNot.Found search(Motion asked, CompiledPolicy policy, AccountScored scored) {
        return search(asked, policy, tree(inputs(scored)));
    }

    private static WhyNot.Found search(Motion asked, CompiledPolicy policy, ObjectNode inputs) {
        List<InputChange> candidates = InputChanges.of(policy.policy(), inputs).candidates();
        return WhyNot.search(asked, inputs, candidates, changed -> decide(policy, changed));
    }

    private static Optional<Routing.Outcome> decide(CompiledPolicy policy, ObjectNode inputs) {
        try {
            return Routing.decide(policy.policy(), JSON.treeToValue(inputs, RoutingInputs.class), policy, asked -> POOL)
                    .map(Routing.Routed::outcome);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Scored small() {
        return Scored.newAccount(CompanySize.UP_TO_10);
    }

    private static ObjectNode inputs(AccountScored scored, String at, String value) {
        ObjectNode inputs = tree(inputs(scored));
        change(at, value).applyTo(inputs);
        return inputs;
    }

    private static InputChange change(String at, String value) {
        try {
            return new InputChange(at, null, JSON.readTree(value), "", 0);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RoutingInputs inputs(AccountScored scored) {
        return new RoutingInputs(
                scored.trigger(),
                new RoutingInputs.Account(scored.accountId(), scored.domain(), scored.accountName(), null, null, null),
                scored.signup(),
                scored.score(),
                scored.signals(),
                scored.usage(),
                RoutingInputs.Relationship.NONE,
                scored.firmographics(),
                scored.doNotLeadWithSales());
    }

    private static ObjectNode tree(RoutingInputs inputs) {
        return JSON.valueToTree(inputs);
    }

    private static CompiledPolicy policy(String when, Motion motion) {
        List<Policy.Rule> rules = new ArrayList<>();
        rules.add(new Policy.Rule("asked", "asked", when, new Policy.Then(motion, false, null, 60, "", null, false)));
        rules.add(new Policy.Rule(
                "rest", "rest", "true", new Policy.Then(Motion.SELF_SERVE, false, null, 0, "", null, false)));
        return CompiledPolicy.of(
                new Policy("t", "", ShippedPolicy.compiled().policy().acv(), rules));
    }
}
