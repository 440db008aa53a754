package io.tandem.scoring.models;

import dev.cel.common.CelIssue;
import io.tandem.scoring.domain.Activations;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a scoring model, and the checks of its single values. */
final class ModelFaults {
    static final int MOST_NAMES = 100;
    static final BigDecimal MOST_POINTS = BigDecimal.valueOf(100);
    private static final int MOST_TEXT = 300;
    private static final int MOST_DAYS = Activations.MOST_DAYS;
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'");

    private final List<ModelFault> faults = new ArrayList<>();
    /** Names that contributions to a score go by, which must be told apart. */
    private final Set<String> names =
            new HashSet<>(Set.of("fit-cap", "fit-floor", "engagement-cap", "engagement-floor"));

    List<ModelFault> all() {
        return List.copyOf(faults);
    }

    void group(String name, BigDecimal cap, String place) {
        if (name != null && !names.add(name + "-cap")) {
            add(place + "/group", "is taken by another group");
        }
        slug(name, place + "/group");
        cap(cap, place + "/cap");
    }

    void name(String name, String place) {
        if (slug(name, place) && !names.add(name)) {
            add(place, "is taken by another rule");
        }
    }

    private boolean slug(String name, String place) {
        if (name == null || !name.matches("[a-z0-9]+(-[a-z0-9]+)*") || name.length() > 60) {
            add(place, "must be words of a to z and 0 to 9 joined by -, 60 characters at most");
            return false;
        }
        return true;
    }

    void condition(String condition, Scope scope, String place) {
        if (condition == null) {
            return;
        }
        for (CelIssue issue : CelConditions.issues(condition, scope)) {
            faults.add(new ModelFault(
                    place,
                    issue.getSourceLocation().getLine(),
                    issue.getSourceLocation().getColumn() + 1,
                    inWords(issue.getMessage(), scope)));
        }
    }

    /** The compiler says that account is undeclared where account.colour is, since variables have qualified names. */
    private static String inWords(String message, Scope scope) {
        Matcher undeclared = UNDECLARED.matcher(message);
        return undeclared.lookingAt()
                ? "there is no such " + undeclared.group(1) + " here; a condition at this place knows "
                        + String.join(", ", new TreeSet<>(scope.variables().keySet()))
                : message;
    }

    void points(BigDecimal points, String place) {
        if (points == null
                || points.abs().compareTo(MOST_POINTS) > 0
                || points.stripTrailingZeros().scale() > 2) {
            add(place, "must be -100 to 100 points, with two decimals at most");
        }
    }

    void cap(BigDecimal cap, String place) {
        if (!usable(cap)
                || cap.compareTo(MOST_POINTS) > 0
                || cap.stripTrailingZeros().scale() > 2) {
            add(place, "must be more than 0 and at most 100 points, with two decimals at most");
        }
    }

    void days(int days, String place) {
        if (days < 1 || days > MOST_DAYS) {
            add(place, "must be 1 to " + MOST_DAYS + " days");
        }
    }

    void text(String text, String place) {
        if (text == null || text.isBlank() || text.length() > MOST_TEXT) {
            add(place, "must be a text of " + MOST_TEXT + " characters at most");
        }
    }

    void texts(List<String> texts, int least, String place) {
        if (texts.size() < least) {
            add(place, "must hold one text or more");
        }
        most(texts, MOST_NAMES, place);
        for (int i = 0; i < texts.size(); i++) {
            text(texts.get(i), place + "/" + i);
        }
    }

    void most(Collection<?> elements, int most, String place) {
        if (elements.size() > most) {
            add(place, "must hold " + most + " at most");
        }
    }

    boolean isMissing(Object element, String place) {
        if (element == null) {
            add(place, "must not be null");
        }
        return element == null;
    }

    static boolean usable(BigDecimal points) {
        return points != null && points.signum() > 0;
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    void add(String place, String reason) {
        faults.add(ModelFault.of(place, reason));
    }
}
