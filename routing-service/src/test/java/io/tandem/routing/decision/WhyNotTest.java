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
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.policy.Constants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private static List<String> words(WhyNot.Flip flip) {
        return flip.changes().stream().map(InputChange::inWords).toList();
    }

    private static WhyNot.Found search(Motion asked, CompiledPolicy policy, AccountScored scored) {
        return search(asked, policy, tree(inputs(scored)));
    }

    private static WhyNot.Found search(Motion asked, CompiledPolicy policy, ObjectNode inputs) {
        List<InputChange> candidates =
                InputChanges.of(Constants.of(policy.policy().rules()), inputs, true);
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
        try {
            new InputChange(at, null, JSON.readTree(value), "", 0).applyTo(inputs);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return inputs;
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
