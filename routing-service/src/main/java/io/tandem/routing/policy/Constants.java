package io.tandem.routing.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.domain.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What conditions compare the variables with, by variable. Each constant of a condition counts for each variable in it:
 * what is too many does no harm.
 */
final class Constants {
    private final Map<String, Set<String>> texts = new HashMap<>();
    private final Map<String, Set<Double>> numbers = new HashMap<>();

    static Constants of(List<Policy.Rule> rules) {
        Constants constants = new Constants();
        rules.forEach(constants::add);
        return constants;
    }

    Set<String> texts(String path) {
        return texts.getOrDefault(path, Set.of());
    }

    Set<Double> numbers(String path) {
        return numbers.getOrDefault(path, Set.of());
    }

    private void add(Policy.Rule rule) {
        Set<String> paths = new TreeSet<>();
        Set<String> someTexts = new TreeSet<>();
        Set<Double> someNumbers = new TreeSet<>();
        CelNavigableAst.fromAst(checked(rule)).getRoot().allNodes().forEach(node -> {
            CelExpr expression = node.expr();
            String path = path(expression);
            if (path != null) {
                paths.add(path);
            }
            if (expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
                CelConstant constant = expression.constant();
                switch (constant.getKind()) {
                    case STRING_VALUE -> someTexts.add(constant.stringValue());
                    case INT64_VALUE -> someNumbers.add((double) constant.int64Value());
                    case DOUBLE_VALUE -> someNumbers.add(constant.doubleValue());
                    default -> {}
                }
            }
        });
        for (String path : paths) {
            texts.computeIfAbsent(path, none -> new TreeSet<>()).addAll(someTexts);
            numbers.computeIfAbsent(path, none -> new TreeSet<>()).addAll(someNumbers);
        }
    }

    static CelAbstractSyntaxTree checked(Policy.Rule rule) {
        try {
            return PolicyLanguage.checked(rule.condition());
        } catch (CelValidationException invalid) {
            throw new IllegalArgumentException("rule " + rule.name() + ": " + invalid.getMessage(), invalid);
        }
    }

    /** The variable that an expression names, such as {@code account.acv}, or null where it is something else. */
    static String path(CelExpr expression) {
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
}
