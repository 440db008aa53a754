package io.tandem.routing.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Evaluated directly or by the library: the answer is the same. */
class DirectConditionTest {
    private static final int CASES = 1_000;
    private static final int INPUTS = 5;
    private static final Cel CEL = CelFactory.standardCelBuilder()
            .setOptions(CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("account", SimpleType.DYN)
            .addVar("signals", SimpleType.DYN)
            .build();

    private final Random random = new Random(20261127);

    @Test
    void answersAsTheLibraryDoesOrLeavesItToTheLibrary() throws Exception {
        int answered = 0;
        for (int i = 0; i < CASES; i++) {
            String condition = bool(3);
            CelRuntime.Program program =
                    CEL.createProgram(CEL.compile(condition).getAst());
            DirectCondition direct = DirectCondition.of(condition).orElseThrow();
            for (int j = 0; j < INPUTS; j++) {
                Map<String, Object> variables = variables();
                Boolean answer = direct.test(variables);
                if (answer != null) {
                    answered++;
                    assertEquals(library(program, variables), answer, condition + " of " + variables);
                }
            }
        }
        assertTrue(answered > CASES * INPUTS / 4, answered + " answered");
    }

    @Test
    void whatRulesUsuallySayIsAnsweredDirectly() {
        Map<String, Object> variables = Map.of(
                "account", Map.of("a", 7L, "d", 2.5, "t", "DE", "b", true),
                "signals", List.of(Map.of("name", "x"), Map.of("name", "y")));
        Map.of(
                        "account.a >= 7 && account.t in ['DE', 'AT']", true,
                        "signals.filter(s, s.name in ['x', 'z']).size() >= 2", false,
                        "signals.exists(s, s.name == 'y') || account.d > 3", true,
                        "!account.b || signals.all(s, s.name.startsWith('x'))", false)
                .forEach((condition, holds) -> assertEquals(
                        holds, DirectCondition.of(condition).orElseThrow().test(variables), condition));
    }

    @Test
    void leavesToTheLibraryWhatIsNotPlain() {
        assertEquals(Optional.empty(), DirectCondition.of("account.t.matches('D.*')"));
        assertEquals(Optional.empty(), DirectCondition.of("account.a + 1 > 7"));
        assertEquals(Optional.empty(), DirectCondition.of("has(account.a)"));
        assertNull(DirectCondition.of("account.missing == 'x'").orElseThrow().test(Map.of("account", Map.of())));
        assertNull(DirectCondition.of("account.t == 7").orElseThrow().test(Map.of("account", Map.of("t", "7"))));
    }

    private static Object library(CelRuntime.Program program, Map<String, Object> variables) {
        try {
            return program.eval(variables);
        } catch (CelEvaluationException e) {
            return e.getMessage();
        }
    }

    private String bool(int depth) {
        if (depth == 0) {
            return one("account.b", "account.c", "true", "account.t == 'DE'");
        }
        return switch (random.nextInt(10)) {
            case 0 -> "(" + bool(depth - 1) + " && " + bool(depth - 1) + ")";
            case 1 -> "(" + bool(depth - 1) + " || " + bool(depth - 1) + ")";
            case 2 -> "!(" + bool(depth - 1) + ")";
            case 3 ->
                one("account.a", "account.d", "account.n")
                        + one(" < ", " <= ", " > ", " >= ", " == ", " != ")
                        + number();
            case 4 -> text() + one(" == ", " != ", " < ", " >= ") + text();
            case 5 -> text() + " in ['DE', 'AT', '']";
            case 6 -> text() + one(".startsWith(", ".endsWith(", ".contains(") + text() + ")";
            case 7 -> "signals." + one("exists", "all") + "(s, s.name" + one(" == ", " != ") + text() + ")";
            case 8 -> "signals.filter(s, s.name in ['x', 'y']).size() " + one(">= " + number(), "== 1");
            default -> "((" + bool(depth - 1) + ")" + one(" == ", " != ") + "(" + bool(0) + "))";
        };
    }

    private String number() {
        return one("account.a", "account.d", "account.n", "1", "2.5", "-3", "0.0", "9007199254740993");
    }

    private String text() {
        return one("account.t", "account.u", "'DE'", "''", "'x'");
    }

    private Map<String, Object> variables() {
        List<Map<String, Object>> signals = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            signals.add(Map.of("name", one("x", "y", "DE")));
        }
        return Map.of(
                "account",
                Map.of(
                        "a", (long) random.nextInt(4),
                        "n", random.nextBoolean() ? -0.0 : Double.NaN,
                        "d", random.nextInt(6) / 2.0,
                        "t", one("DE", "AT", "", "x"),
                        "u", one("Dee", "x"),
                        "b", random.nextBoolean(),
                        "c", random.nextBoolean()),
                "signals",
                signals);
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }
}
