package io.tandem.routing.policy;

import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import io.tandem.routing.domain.Variables;
import io.tandem.routing.domain.VariablesOfOne;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The common part of CEL, evaluated directly: the library's interpreter takes microseconds for a comparison, and a
 * simulation makes millions of them. Whatever is not plain here (another operator, a missing key, values that do not go
 * together) is left to the library, so that every answer and every error is CEL's own.
 */
final class DirectCondition {
    private static final CelParser PARSER =
            CelParserFactory.standardCelParserBuilder().build();
    /** Beyond this a double does not tell neighbouring whole numbers apart. */
    private static final long EXACT = 1L << 53;

    private final Node root;
    private final int locals;

    private DirectCondition(Node root, int locals) {
        this.root = root;
        this.locals = locals;
    }

    /** Empty where a condition uses more than the common part. It must have passed the library's type check. */
    static Optional<DirectCondition> of(String condition) {
        try {
            Compiler compiler = new Compiler();
            Node root = compiler.node(PARSER.parse(condition).getAst().getExpr(), Map.of());
            return Optional.of(new DirectCondition(root, compiler.locals));
        } catch (CelValidationException | NotPlain e) {
            return Optional.empty();
        }
    }

    /** Whether it holds, or null where the library has to be asked. */
    Boolean test(Map<String, Object> variables) {
        try {
            return root.eval(variables, locals == 0 ? null : new Object[locals]) instanceof Boolean holds
                    ? holds
                    : null;
        } catch (NotPlain notPlain) {
            return null;
        }
    }

    @FunctionalInterface
    private interface Node {
        Object eval(Map<String, Object> variables, Object[] locals);
    }

    /** Something that only the library may judge. */
    private static final class NotPlain extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final NotPlain IT = new NotPlain();

        private NotPlain() {
            super(null, null, false, false);
        }
    }

    private static final class Compiler {
        private int locals;

        Node node(CelExpr expression, Map<String, Integer> scope) {
            return switch (expression.getKind()) {
                case CONSTANT -> constant(expression.constant());
                case IDENT -> variable(expression.ident().name(), scope);
                case SELECT -> select(expression.select(), scope);
                case LIST -> list(expression.list().elements(), scope);
                case CALL -> call(expression.call(), scope);
                default -> throw NotPlain.IT;
            };
        }

        private static Node constant(CelConstant constant) {
            Object value =
                    switch (constant.getKind()) {
                        case STRING_VALUE -> constant.stringValue();
                        case INT64_VALUE -> constant.int64Value();
                        case DOUBLE_VALUE -> constant.doubleValue();
                        case BOOLEAN_VALUE -> constant.booleanValue();
                        default -> throw NotPlain.IT;
                    };
            return (variables, locals) -> value;
        }

        private static Node variable(String name, Map<String, Integer> scope) {
            Integer local = scope.get(name);
            return local == null
                    ? (variables, locals) -> known(variables.get(name))
                    : (variables, locals) -> locals[local];
        }

        private Node select(CelExpr.CelSelect select, Map<String, Integer> scope) {
            if (select.testOnly()) {
                throw NotPlain.IT;
            }
            Node of = node(select.operand(), scope);
            String name = select.field();
            Node byNames = (variables, locals) ->
                    of.eval(variables, locals) instanceof Map<?, ?> map ? known(map.get(name)) : unplain();
            Variables.Field field = field(select, scope);
            return field == null
                    ? byNames
                    : (variables, locals) -> variables instanceof VariablesOfOne one
                            ? known(one.valueOf(field))
                            : byNames.eval(variables, locals);
        }

        /** Null where it is no field of a structure. */
        private static Variables.Field field(CelExpr.CelSelect select, Map<String, Integer> scope) {
            CelExpr of = select.operand();
            return of.getKind() != CelExpr.ExprKind.Kind.IDENT
                            || scope.containsKey(of.ident().name())
                    ? null
                    : Variables.STRUCTURES
                            .getOrDefault(of.ident().name(), Map.of())
                            .get(select.field());
        }

        private Node list(List<CelExpr> elements, Map<String, Integer> scope) {
            Set<Object> values = new HashSet<>();
            for (CelExpr element : elements) {
                if (element.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                    throw NotPlain.IT;
                }
                values.add(constant(element.constant()).eval(Map.of(), null));
            }
            // Of texts only: numbers are equal across their kinds, which a set does not know.
            if (!values.stream().allMatch(String.class::isInstance)) {
                throw NotPlain.IT;
            }
            return (variables, locals) -> values;
        }

        private Node call(CelExpr.CelCall call, Map<String, Integer> scope) {
            if (call.target().isPresent() && call.args().size() == 2) {
                return overAll(call, scope);
            }
            List<Node> args = new ArrayList<>();
            call.target().ifPresent(target -> args.add(node(target, scope)));
            call.args().forEach(argument -> args.add(node(argument, scope)));
            Node first = args.isEmpty() ? null : args.get(0);
            Node second = args.size() < 2 ? null : args.get(1);
            return switch (call.function()) {
                case "_&&_" -> (v, l) -> bool(first.eval(v, l)) && bool(second.eval(v, l));
                case "_||_" -> (v, l) -> bool(first.eval(v, l)) || bool(second.eval(v, l));
                case "!_" -> (v, l) -> !bool(first.eval(v, l));
                case "_==_" -> (v, l) -> same(first.eval(v, l), second.eval(v, l));
                case "_!=_" -> (v, l) -> !same(first.eval(v, l), second.eval(v, l));
                case "_<_" -> (v, l) -> order(first.eval(v, l), second.eval(v, l)) < 0;
                case "_<=_" -> (v, l) -> order(first.eval(v, l), second.eval(v, l)) <= 0;
                case "_>_" -> (v, l) -> order(first.eval(v, l), second.eval(v, l)) > 0;
                case "_>=_" -> (v, l) -> order(first.eval(v, l), second.eval(v, l)) >= 0;
                case "@in" -> (v, l) -> in(first.eval(v, l), second.eval(v, l));
                case "size" -> (v, l) -> size(first.eval(v, l));
                case "startsWith" -> (v, l) -> text(first.eval(v, l)).startsWith(text(second.eval(v, l)));
                case "endsWith" -> (v, l) -> text(first.eval(v, l)).endsWith(text(second.eval(v, l)));
                case "contains" -> (v, l) -> text(first.eval(v, l)).contains(text(second.eval(v, l)));
                default -> throw NotPlain.IT;
            };
        }

        /** {@code exists}, {@code all} and {@code filter} over a list. */
        private Node overAll(CelExpr.CelCall call, Map<String, Integer> scope) {
            CelExpr name = call.args().get(0);
            if (name.getKind() != CelExpr.ExprKind.Kind.IDENT) {
                throw NotPlain.IT;
            }
            Node over = node(call.target().get(), scope);
            int local = locals++;
            Map<String, Integer> inner = new HashMap<>(scope);
            inner.put(name.ident().name(), local);
            Node holds = node(call.args().get(1), inner);
            return switch (call.function()) {
                case "exists" -> (v, l) -> count(over, holds, local, v, l, 1) > 0;
                case "all" ->
                    (v, l) -> {
                        int size = elements(over.eval(v, l)).size();
                        return count(over, holds, local, v, l, Integer.MAX_VALUE) == size;
                    };
                case "filter" ->
                    (v, l) -> {
                        List<Object> kept = new ArrayList<>();
                        for (Object element : elements(over.eval(v, l))) {
                            l[local] = element;
                            if (bool(holds.eval(v, l))) {
                                kept.add(element);
                            }
                        }
                        return kept;
                    };
                default -> throw NotPlain.IT;
            };
        }

        private static int count(
                Node over, Node holds, int local, Map<String, Object> variables, Object[] locals, int enough) {
            int count = 0;
            for (Object element : elements(over.eval(variables, locals))) {
                locals[local] = element;
                if (bool(holds.eval(variables, locals)) && ++count == enough) {
                    break;
                }
            }
            return count;
        }
    }

    private static Object known(Object value) {
        return value == null ? unplain() : value;
    }

    private static Object unplain() {
        throw NotPlain.IT;
    }

    private static boolean bool(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw NotPlain.IT;
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw NotPlain.IT;
    }

    private static List<?> elements(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw NotPlain.IT;
    }

    private static long size(Object value) {
        return value instanceof String text
                ? text.codePointCount(0, text.length())
                : elements(value).size();
    }

    private static boolean same(Object one, Object other) {
        if (one instanceof String && other instanceof String || one instanceof Boolean && other instanceof Boolean) {
            return one.equals(other);
        }
        return order(one, other) == 0;
    }

    private static int order(Object one, Object other) {
        if (one instanceof Long first && other instanceof Long second) {
            return Long.compare(first, second);
        }
        if (one instanceof Number && other instanceof Number) {
            double first = plain(one);
            double second = plain(other);
            return Double.compare(first, second);
        }
        throw NotPlain.IT;
    }

    private static double plain(Object number) {
        if (number instanceof Long whole && Math.abs(whole) < EXACT) {
            return whole;
        }
        // The library tells -0.0 from 0, and NaN from itself.
        if (number instanceof Double value && !value.isNaN() && !value.equals(-0.0)) {
            return value;
        }
        throw NotPlain.IT;
    }

    private static boolean in(Object value, Object of) {
        if (of instanceof Set<?> texts) {
            return texts.contains(text(value));
        }
        for (Object element : elements(of)) {
            if (same(value, element)) {
                return true;
            }
        }
        return false;
    }
}
