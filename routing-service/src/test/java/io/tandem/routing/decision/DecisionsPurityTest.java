package io.tandem.routing.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Motion;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.PoolState;
import io.tandem.routing.domain.Routing;
import io.tandem.routing.domain.RoutingInputs;
import io.tandem.routing.domain.Territory;
import io.tandem.routing.policy.CompiledPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A decision depends on its inputs, its policy and its pool, and on nothing else. */
class DecisionsPurityTest {
    private static final int CASES = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void comeHome() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void decisionIsTheSameFromWhatIsStoredInAnotherTimeZoneAndLanguage() throws Exception {
        CompiledPolicy policy = policyWithLists();
        Set<String> rules = new HashSet<>();
        RandomInputs random = new RandomInputs(20261127);
        for (int i = 0; i < CASES; i++) {
            comeHome();
            RoutingInputs inputs = random.inputs();
            PoolState pool = random.pool();
            String here = outcome(policy, inputs, pool);
            rules.add(JSON.readTree(here).at("/outcome/rule").asText());
            String stored = JSON.writeValueAsString(inputs);
            String storedPool = JSON.writeValueAsString(pool);

            // Other digits, another calendar, another upper case, and the first zone to see a new day.
            Locale.setDefault(Locale.forLanguageTag(i % 2 == 0 ? "ar-EG-u-ca-islamic-nu-arab" : "tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            String there = outcome(
                    policy, JSON.readValue(stored, RoutingInputs.class), JSON.readValue(storedPool, PoolState.class));

            assertEquals(here, there, "case " + i);
        }
        assertTrue(rules.containsAll(List.of("named", "partner", "territory")), rules.toString());
    }

    /** The shipped one behind rules that ask what its lists and territories make of an account. */
    private static CompiledPolicy policyWithLists() {
        Policy shipped = ShippedPolicy.compiled().policy();
        List<String> named =
                IntStream.range(0, 200).mapToObj(i -> "acme-" + i + ".com").toList();
        Territory banks = new Territory(
                "Banks",
                null,
                null,
                List.of("finance"),
                List.of(CompanySize.UP_TO_5000, CompanySize.OVER_5000),
                Map.of(Motion.SALES_LED, "BANKS"),
                null);
        // Its letters are others where people write Turkish.
        Territory computing = new Territory("Computing", null, null, List.of("it"), null, null, null);
        Territory europe =
                new Territory("Europe", null, List.of("Europe"), null, null, null, List.of(banks, computing));
        Territory turkey = new Territory("Turkey", List.of("TR"), null, null, null, null, List.of(computing));
        List<Policy.Rule> rules = new ArrayList<>(List.of(
                rule("named", Policy.Case.NAMED_ACCOUNT, null, Motion.SALES_LED),
                rule("partner", Policy.Case.PARTNER, null, Motion.PARTNER),
                rule("territory", null, "account.territory.endsWith('/Computing')", Motion.SALES_ASSIST)));
        rules.addAll(shipped.rules());
        return CompiledPolicy.of(new Policy(
                "lists",
                "",
                shipped.acv(),
                shipped.cacGuard(),
                List.of(new Policy.SeatsBand("team", 24), new Policy.SeatsBand("company", null)),
                List.of(new Policy.NamedAccounts("strategic", named, "0@tandem.example", "KEY")),
                List.of(new Policy.Partner("Integrator", List.of(), List.of("PARTNER-X"), "INTEGRATORS")),
                List.of(europe, turkey),
                rules));
    }

    private static Policy.Rule rule(String name, Policy.Case is, String when, Motion motion) {
        String reason = "{account.name} of {account.territory} with {account.seatsBand} came by {account.partner}";
        return new Policy.Rule(name, name, is, when, new Policy.Then(motion, false, null, 60, reason, null, false));
    }

    private static String outcome(CompiledPolicy policy, RoutingInputs inputs, PoolState pool) throws Exception {
        return JSON.writeValueAsString(
                Routing.decide(policy.policy(), inputs, policy, asked -> pool).orElse(null));
    }
}
