package io.tandem.routing.policy;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import io.tandem.routing.domain.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What rules compare each variable with: only there can a change of it make a difference. */
public final class Constants {
    /** The names of signals, which are compared one by one. */
    public static final String SIGNAL_NAMES = "signals.name";

    private static final Set<String> COMPARISONS = Set.of(
            "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in", "startsWith", "endsWith", "contains", "matches");
    private static final Comparator<Object> ORDER = Comparator.comparing(
                    (Object value) -> value.getClass().getSimpleName())
            .thenComparing((one, other) -> one instanceof Number first && other instanceof Number second
                    ? Double.compare(first.doubleValue(), second.doubleValue())
                    : one.toString().compareTo(other.toString()));

    private final Map<String, Set<Object>> byPath = new TreeMap<>();

    private Constants() {}

    public static Constants of(Policy policy) {
        return of(policy, policy.rules());
    }

    /**
     * @param policy whose lists the rules may ask about
     * @param rules some of its rules
     */
    static Constants of(Policy policy, List<Policy.Rule> rules) {
        Constants constants = new Constants();
        rules.forEach(rule -> CelNavigableExpr.fromExpr(PolicyLanguage.parsed(rule.condition()))
                .allNodes()
                .forEach(node -> constants.note(node.expr())));
        constants.noteLists(policy);
        return constants;
    }

    /** Every variable that the rules look at. */
    public Set<String> paths() {
        Set<String> paths = new TreeSet<>(byPath.keySet());
        paths.remove(SIGNAL_NAMES);
        return paths;
    }

    /** Whether any rule looks at the variable. */
    public boolean lookAt(String path) {
        return byPath.containsKey(path);
    }

    public List<String> texts(String path) {
        return of(path, String.class);
    }

    public List<Number> numbers(String path) {
        return of(path, Number.class);
    }

    private <T> List<T> of(String path, Class<T> type) {
        return byPath.getOrDefault(path, Set.of()).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Where rules ask what lists make of an account, it matters what is on them. */
    private void noteLists(Policy policy) {
        if (lookAt("account.namedAccounts") || lookAt("account.partner")) {
            add("account.domain", ListedValues.domains(policy));
        }
        if (lookAt("account.partner")) {
            add("signup.referral", ListedValues.referrals(policy));
        }
        if (lookAt("account.territory")) {
            add("account.country", ListedValues.countries(policy));
            add("account.industry", ListedValues.industries(policy));
        }
        if (lookAt("account.seatsBand")) {
            add(
                    "account.seats",
                    policy.seatsBands().stream()
                            .map(Policy.SeatsBand::upTo)
                            .filter(Objects::nonNull)
                            .map(Integer::longValue)
                            .toList());
        }
    }

    private void add(String path, Collection<?> values) {
        if (!values.isEmpty()) {
            byPath.computeIfAbsent(path, first -> new TreeSet<>(ORDER)).addAll(values);
        }
    }

    private void note(CelExpr expression) {
        String path = PolicyLanguage.path(expression);
        if (path != null) {
            byPath.computeIfAbsent(path, first -> new TreeSet<>(ORDER));
        }
        if (expression.getKind() != CelExpr.ExprKind.Kind.CALL
                || !COMPARISONS.contains(expression.call().function())) {
            return;
        }
        List<CelExpr> sides = new ArrayList<>(expression.call().args());
        expression.call().target().ifPresent(sides::add);
        List<Object> values = sides.stream()
                .flatMap(side -> CelNavigableExpr.fromExpr(side).allNodes())
                .map(node -> constant(node.expr()))
                .filter(value -> value != null)
                .toList();
        sides.stream()
                .flatMap(side -> CelNavigableExpr.fromExpr(side).allNodes())
                .map(node -> compared(node.expr()))
                .filter(compared -> compared != null)
                .forEach(compared -> byPath.computeIfAbsent(compared, first -> new TreeSet<>(ORDER))
                        .addAll(values));
    }

    private static String compared(CelExpr expression) {
        String path = PolicyLanguage.path(expression);
        if (path != null) {
            return path.equals("signals") ? SIGNAL_NAMES : path;
        }
        boolean field = expression.getKind() == CelExpr.ExprKind.Kind.SELECT
                && expression.select().field().equals("name")
                && expression.select().operand().getKind() == CelExpr.ExprKind.Kind.IDENT;
        return field ? SIGNAL_NAMES : null;
    }

    private static Object constant(CelExpr expression) {
        if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return null;
        }
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case STRING_VALUE -> constant.stringValue();
            case INT64_VALUE -> constant.int64Value();
            case UINT64_VALUE -> constant.uint64Value().longValue();
            case DOUBLE_VALUE -> constant.doubleValue();
            default -> null;
        };
    }
}
