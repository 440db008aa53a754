package io.tandem.routing.decision;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.parser.CelUnparser;
import dev.cel.parser.CelUnparserFactory;
import io.tandem.routing.domain.Policy;
import io.tandem.routing.policy.CompiledPolicy;
import io.tandem.routing.policy.PolicyLanguage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The conditions of a policy taken apart at their "and"s, to tell which part of one did not hold. */
final class Clauses {
    private static final CelUnparser UNPARSER = CelUnparserFactory.newUnparser();

    private final CompiledPolicy compiled;
    private final Map<String, List<Clause>> byRule;

    private Clauses(CompiledPolicy compiled, Map<String, List<Clause>> byRule) {
        this.compiled = compiled;
        this.byRule = byRule;
    }

    /** @param paths the variables that it looks at, in the order in which it names them */
    private record Clause(Policy.Rule asRule, List<String> paths) {}

    static Clauses of(Policy policy) {
        Map<String, List<Clause>> byRule = new LinkedHashMap<>();
        List<Policy.Rule> all = new ArrayList<>();
        for (Policy.Rule rule : policy.rules()) {
            List<Clause> clauses = new ArrayList<>();
            for (CelExpr part : parts(PolicyLanguage.parsed(rule.condition()))) {
                String when = written(part);
                Policy.Rule asRule =
                        new Policy.Rule(rule.name() + " #" + clauses.size(), rule.description(), when, rule.then());
                clauses.add(new Clause(asRule, paths(part)));
                all.add(asRule);
            }
            byRule.put(rule.name(), clauses);
        }
        return new Clauses(
                CompiledPolicy.of(new Policy(policy.version(), policy.description(), policy.acv(), all)), byRule);
    }

    /** The variables in the parts of the rule's condition that do not hold; in all of them if all do. */
    List<String> pathsThatMattered(Policy.Rule rule, Map<String, Object> variables) {
        List<Clause> clauses = byRule.getOrDefault(rule.name(), List.of());
        List<Clause> failing = clauses.stream()
                .filter(clause -> !compiled.test(clause.asRule(), variables).matched())
                .toList();
        return (failing.isEmpty() ? clauses : failing)
                .stream().flatMap(clause -> clause.paths().stream()).distinct().toList();
    }

    private static List<CelExpr> parts(CelExpr expression) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && expression.call().function().equals("_&&_")) {
            return expression.call().args().stream()
                    .flatMap(part -> parts(part).stream())
                    .toList();
        }
        return List.of(expression);
    }

    private static List<String> paths(CelExpr expression) {
        return CelNavigableExpr.fromExpr(expression)
                .allNodes()
                .map(node -> PolicyLanguage.path(node.expr()))
                .filter(path -> path != null)
                .distinct()
                .toList();
    }

    private static String written(CelExpr expression) {
        return UNPARSER.unparse(CelAbstractSyntaxTree.newParsedAst(
                expression, CelSource.newBuilder("").build()));
    }
}
