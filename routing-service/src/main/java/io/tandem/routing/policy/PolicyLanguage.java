package io.tandem.routing.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.tandem.routing.domain.Variables;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * CEL with the structures that conditions speak of declared, so that a field that does not exist or has another type is
 * refused before anything runs. What an expression may cost is bounded: its length, depth and size, and how often all
 * loops in it may turn; regular expressions take time linear in their text (RE2).
 */
public final class PolicyLanguage {
    /** Characters of a condition. */
    static final int MOST_CHARACTERS = 2_000;

    private static final String SIGNAL = "Signal";
    private static final CelOptions LIMITS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(2 * MOST_CHARACTERS)
            .maxParseRecursionDepth(32)
            .maxParseExpressionNodeCount(600)
            .comprehensionMaxIterations(1_000)
            .maxRegexProgramSize(1_000)
            .build();
    private static final Structures STRUCTURES = new Structures();
    private static final CelCompiler COMPILER = compiler();
    // Without macros: a part of what it reads can be written again as it was.
    private static final CelParser PARSER =
            CelParserFactory.standardCelParserBuilder().build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(LIMITS)
            .setTypeProvider(STRUCTURES)
            .build();

    private PolicyLanguage() {}

    /** The condition with its types checked. */
    static CelAbstractSyntaxTree checked(String condition) throws CelValidationException {
        return COMPILER.compile(condition).getAst();
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree condition) throws CelEvaluationException {
        return RUNTIME.createProgram(condition);
    }

    /** The condition as it is written, its types unchecked. */
    public static CelExpr parsed(String condition) {
        try {
            return PARSER.parse(condition).getAst().getExpr();
        } catch (CelValidationException e) {
            throw new IllegalArgumentException("not a condition: " + condition, e);
        }
    }

    /** The variable that an expression names, such as {@code account.acv}, or null where it is something else. */
    public static String path(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> expression.ident().name().equals("signals") ? "signals" : null;
            case SELECT -> {
                CelExpr of = expression.select().operand();
                yield of.getKind() == CelExpr.ExprKind.Kind.IDENT
                                && Variables.STRUCTURES.containsKey(of.ident().name())
                        ? of.ident().name() + "." + expression.select().field()
                        : null;
            }
            default -> null;
        };
    }

    /** Whether a variable such as {@code account.name} holds text. */
    static boolean isText(String path) {
        int dot = path.indexOf('.');
        return dot > 0
                && Variables.STRUCTURES
                                .get(path.substring(0, dot))
                                .get(path.substring(dot + 1))
                                .type()
                        == Variables.Type.TEXT;
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(LIMITS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setTypeProvider(STRUCTURES)
                .addVar("signals", ListType.create(StructTypeReference.create(SIGNAL)))
                .setResultType(SimpleType.BOOL);
        Variables.STRUCTURES.keySet().forEach(name -> builder.addVar(name, StructTypeReference.create(typeName(name))));
        return builder.build();
    }

    private static String typeName(String structure) {
        return Character.toUpperCase(structure.charAt(0)) + structure.substring(1);
    }

    private static CelType type(Variables.Type type) {
        return switch (type) {
            case TRUTH -> SimpleType.BOOL;
            case WHOLE -> SimpleType.INT;
            case NUMBER -> SimpleType.DOUBLE;
            case TEXT -> SimpleType.STRING;
        };
    }

    private static final class Structures implements CelTypeProvider {
        private final ImmutableMap<String, CelType> byName;

        Structures() {
            ImmutableMap.Builder<String, CelType> types = ImmutableMap.builder();
            Variables.STRUCTURES.forEach((name, fields) ->
                    types.put(typeName(name), structure(typeName(name), fields, field -> type(field.type()))));
            types.put(SIGNAL, structure(SIGNAL, Variables.SIGNAL, PolicyLanguage::type));
            byName = types.build();
        }

        private static <F> StructType structure(String name, Map<String, F> fields, Function<F, CelType> typeOf) {
            Map<String, CelType> types = fields.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, field -> typeOf.apply(field.getValue())));
            return StructType.create(
                    name, ImmutableSet.copyOf(fields.keySet()), field -> Optional.ofNullable(types.get(field)));
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return byName.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
