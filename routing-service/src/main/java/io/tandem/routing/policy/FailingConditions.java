package io.tandem.routing.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What in a condition can fail when it runs: a division by what may be zero, an index into what may be shorter, a text
 * that may be no number, a pattern that may be none. What another part of the same "and" (or the question of a "? :")
 * speaks of counts as looked after.
 */
final class FailingConditions {
    private static final Set<String> CONVERSIONS = Set.of("int", "uint", "double", "bool", "timestamp", "duration");

    private FailingConditions() {}

    /** @param line from 1 */
    record Place(int line, int column, String reason) {}

    static List<Place> of(String condition) throws CelValidationException {
        CelAbstractSyntaxTree ast = PolicyLanguage.checked(condition);
        List<Place> places = new ArrayList<>();
        CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> {
            String reason = reason(node);
            if (reason != null) {
                places.add(place(ast.getSource(), node.expr().id(), reason));
            }
        });
        return places;
    }

    private static String reason(CelNavigableExpr node) {
        CelExpr expression = node.expr();
        if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return null;
        }
        CelExpr.CelCall call = expression.call();
        return switch (call.function()) {
            case "_/_", "_%_" ->
                isNumberButZero(call.args().get(1))
                                || isGuarded(node, call.args().get(1))
                                || isReal(call.args().get(1))
                        ? null
                        : "divides by what may be zero";
            case "_[_]" -> isGuarded(node, call.args().get(0)) ? null : "asks for an element that may not be there";
            case "matches" -> isConstant(call.args().get(call.args().size() - 1)) ? null : "the pattern may be none";
            default ->
                CONVERSIONS.contains(call.function()) && call.args().size() == 1 && canRefuse(call)
                        ? call.function() + "() fails for what cannot be converted"
                        : null;
        };
    }

    private static boolean canRefuse(CelExpr.CelCall call) {
        return !isConstant(call.args().get(0)) && !call.function().equals("double")
                || isText(call.args().get(0));
    }

    private static boolean isText(CelExpr expression) {
        String path = PolicyLanguage.path(expression);
        return path == null && !isConstant(expression) || path != null && PolicyLanguage.isText(path);
    }

    private static boolean isReal(CelExpr expression) {
        String path = PolicyLanguage.path(expression);
        return path != null && path.startsWith("score.");
    }

    private static boolean isConstant(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT;
    }

    private static boolean isNumberButZero(CelExpr expression) {
        if (!isConstant(expression)) {
            return false;
        }
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case INT64_VALUE -> constant.int64Value() != 0;
            case DOUBLE_VALUE -> true;
            default -> false;
        };
    }

    /** Whether what is around it asks about the same variables first. */
    private static boolean isGuarded(CelNavigableExpr node, CelExpr needed) {
        Set<String> paths = paths(needed);
        CelNavigableExpr inner = node;
        for (Optional<CelNavigableExpr> around = node.parent(); around.isPresent(); around = inner.parent()) {
            CelExpr expression = around.get().expr();
            if (expression.getKind() == CelExpr.ExprKind.Kind.CALL) {
                String function = expression.call().function();
                List<CelExpr> args = expression.call().args();
                long innerId = inner.expr().id();
                if (function.equals("_&&_") || function.equals("_||_") || function.equals("_?_:_")) {
                    boolean asked = args.stream()
                            .limit(function.equals("_?_:_") ? 1 : args.size())
                            .filter(arg -> arg.id() != innerId)
                            .anyMatch(arg -> !paths.isEmpty() && paths(arg).containsAll(paths));
                    if (asked) {
                        return true;
                    }
                }
            }
            inner = around.get();
        }
        return false;
    }

    private static Set<String> paths(CelExpr expression) {
        Set<String> paths = new HashSet<>();
        CelNavigableExpr.fromExpr(expression).allNodes().forEach(node -> {
            String path = PolicyLanguage.path(node.expr());
            if (path != null) {
                paths.add(path);
            }
        });
        return paths;
    }

    private static Place place(CelSource source, long id, String reason) {
        int offset = source.getPositionsMap().getOrDefault(id, 0);
        CelSourceLocation location = source.getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0));
        return new Place(location.getLine(), location.getColumn() + 1, reason);
    }
}
