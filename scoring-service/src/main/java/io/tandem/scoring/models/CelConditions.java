package io.tandem.scoring.models;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.tandem.scoring.domain.Conditions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Conditions in CEL, each compiled once. What an expression may cost is bounded: its length, depth and size, and how
 * often all loops in it may turn; regular expressions take time linear in their text (RE2).
 */
public final class CelConditions implements Conditions {
    /** Characters of an expression. */
    static final int MOST_CHARACTERS = 2_000;

    private static final CelOptions LIMITS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(MOST_CHARACTERS)
            .maxParseRecursionDepth(32)
            .maxParseExpressionNodeCount(500)
            .comprehensionMaxIterations(200)
            .maxRegexProgramSize(1_000)
            .build();
    private static final Logger LOG = Logger.getLogger(CelConditions.class);
    private static final Map<Scope, Cel> CEL = new EnumMap<>(Scope.class);

    static {
        for (Scope scope : Scope.values()) {
            CelBuilder builder = CelFactory.standardCelBuilder()
                    .setOptions(LIMITS)
                    .setStandardMacros(
                            CelStandardMacro.HAS,
                            CelStandardMacro.EXISTS,
                            CelStandardMacro.ALL,
                            CelStandardMacro.EXISTS_ONE)
                    .setResultType(SimpleType.BOOL);
            scope.variables().forEach(builder::addVar);
            CEL.put(scope, builder.build());
        }
    }

    /** Empty of what no longer can be evaluated, such as a condition of a version that an earlier release took. */
    private final Map<String, Optional<CelRuntime.Program>> programs = new ConcurrentHashMap<>();

    private final Runnable onFailure;

    /** @param onFailure is told of each evaluation that went wrong */
    public CelConditions(Runnable onFailure) {
        this.onFailure = onFailure;
    }

    /** What is wrong with an expression; nothing if it can be evaluated in this scope. */
    static List<CelIssue> issues(String condition, Scope scope) {
        try {
            Cel cel = CEL.get(scope);
            cel.createProgram(cel.compile(condition).getAst());
            return List.of();
        } catch (CelValidationException invalid) {
            return List.copyOf(invalid.getErrors());
        } catch (CelEvaluationException impossible) {
            return List.of(CelIssue.formatError(1, 0, impossible.getMessage()));
        }
    }

    @Override
    public boolean hold(String condition, Map<String, ?> variables) {
        if (condition == null) {
            return true;
        }
        try {
            Optional<CelRuntime.Program> program = programs.computeIfAbsent(condition, CelConditions::program);
            if (program.isPresent()) {
                return Boolean.TRUE.equals(program.get().eval(variables));
            }
        } catch (CelEvaluationException failure) {
            LOG.debugf(failure, "%s cannot be told", condition);
        }
        onFailure.run();
        return false;
    }

    private static Optional<CelRuntime.Program> program(String condition) {
        try {
            Cel cel = CEL.get(Scope.ANY);
            return Optional.of(cel.createProgram(cel.compile(condition).getAst()));
        } catch (CelValidationException | CelEvaluationException invalid) {
            LOG.warnf("A condition cannot be evaluated and counts as not met: %s: %s", condition, invalid.getMessage());
            return Optional.empty();
        }
    }
}
