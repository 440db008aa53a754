package io.tandem.scoring.models;

import dev.cel.common.CelIssue;
import io.tandem.scoring.domain.Activation;
import io.tandem.scoring.domain.Criterion;
import io.tandem.scoring.domain.Engagement;
import io.tandem.scoring.domain.EngagementGroup;
import io.tandem.scoring.domain.EngagementRule;
import io.tandem.scoring.domain.Fit;
import io.tandem.scoring.domain.FitGroup;
import io.tandem.scoring.domain.Grades;
import io.tandem.scoring.domain.ScoringModel;
import io.tandem.scoring.domain.SignalFaults;
import io.tandem.scoring.domain.SignalRule;
import io.tandem.scoring.domain.Watch;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may stand in a scoring model. All faults are told at once, each with its place. */
final class ModelRules {
    private static final int MOST_GROUPS = 20;
    private static final int MOST_RULES = 100;
    private static final int MOST_TEXT = 300;
    private static final int MOST_NAMES = 100;
    private static final int MOST_DAYS = 730;
    private static final int MOST_STEPS = 5;
    private static final BigDecimal MOST_POINTS = BigDecimal.valueOf(100);

    private final List<ModelFault> faults = new ArrayList<>();
    /** Names that contributions to a score go by, which must be told apart. */
    private final Set<String> names =
            new HashSet<>(Set.of("fit-cap", "fit-floor", "engagement-cap", "engagement-floor"));

    private ModelRules() {}

    static List<ModelFault> faults(ScoringModel model) {
        ModelRules rules = new ModelRules();
        rules.check(model);
        return List.copyOf(rules.faults);
    }

    private void check(ScoringModel model) {
        text(model.description(), "/description");
        if (model.fit() == null) {
            fault("/fit", "is missing");
        } else {
            fit(model.fit());
        }
        if (model.engagement() == null) {
            fault("/engagement", "is missing");
        } else {
            engagement(model.engagement());
        }
        if (model.fit() != null
                && model.engagement() != null
                && usable(model.fit().cap())
                && usable(model.engagement().cap())
                && model.fit().cap().add(model.engagement().cap()).compareTo(MOST_POINTS) > 0) {
            fault("/engagement/cap", "together with /fit/cap must not exceed 100");
        }
        if (model.grades() == null) {
            fault("/grades", "is missing");
        } else {
            grades(model.grades());
        }
        if (model.activation() == null) {
            fault("/activation", "is missing");
        } else {
            activation(model.activation());
        }
        signals(model.signals());
        model.stages().faults().forEach((place, reason) -> fault("/stages/" + place.replace('.', '/'), reason));
    }

    private void fit(Fit fit) {
        cap(fit.cap(), "/fit/cap");
        most(fit.groups(), MOST_GROUPS, "/fit/groups");
        for (int g = 0; g < fit.groups().size(); g++) {
            String place = "/fit/groups/" + g;
            FitGroup group = fit.groups().get(g);
            if (isMissing(group, place)) {
                continue;
            }
            group(group.group(), group.cap(), place);
            most(group.criteria(), MOST_RULES, place + "/criteria");
            for (int c = 0; c < group.criteria().size(); c++) {
                criterion(group.criteria().get(c), place + "/criteria/" + c);
            }
        }
    }

    private void criterion(Criterion criterion, String place) {
        if (isMissing(criterion, place)) {
            return;
        }
        name(criterion.rule(), place + "/rule");
        text(criterion.reason(), place + "/reason");
        if ((criterion.field() == null) == (criterion.when() == null)) {
            fault(place, "has either a field or a condition (when)");
        } else if (criterion.when() != null) {
            condition(criterion.when(), Scope.PERSON, place + "/when");
            points(criterion.points(), place + "/points");
            if (!criterion.values().isEmpty() || !criterion.words().isEmpty()) {
                fault(place, "with a condition gives points, not values or words");
            }
        } else {
            if (!Criterion.FIELDS.contains(criterion.field())) {
                fault(
                        place + "/field",
                        "must be one of "
                                + String.join(
                                        ", ", Criterion.FIELDS.stream().sorted().toList()));
            }
            if (criterion.points() != null) {
                fault(place + "/points", "belongs to a condition; a field has values, words and otherwise");
            }
            points(criterion.otherwise(), place + "/otherwise");
            most(criterion.values().entrySet(), MOST_NAMES, place + "/values");
            criterion.values().forEach((value, points) -> points(points, place + "/values/" + escaped(value)));
            most(criterion.words(), MOST_NAMES, place + "/words");
            for (int w = 0; w < criterion.words().size(); w++) {
                Criterion.WordBand band = criterion.words().get(w);
                if (!isMissing(band, place + "/words/" + w)) {
                    points(band.points(), place + "/words/" + w + "/points");
                    texts(band.any(), 1, place + "/words/" + w + "/any");
                }
            }
        }
    }

    private void engagement(Engagement engagement) {
        cap(engagement.cap(), "/engagement/cap");
        most(engagement.groups(), MOST_GROUPS, "/engagement/groups");
        for (int g = 0; g < engagement.groups().size(); g++) {
            String place = "/engagement/groups/" + g;
            EngagementGroup group = engagement.groups().get(g);
            if (isMissing(group, place)) {
                continue;
            }
            group(group.group(), group.cap(), place);
            days(group.halfLifeDays(), place + "/halfLifeDays");
            most(group.rules(), MOST_RULES, place + "/rules");
            for (int r = 0; r < group.rules().size(); r++) {
                rule(group.rules().get(r), place + "/rules/" + r);
            }
        }
    }

    private void rule(EngagementRule rule, String place) {
        if (isMissing(rule, place)) {
            return;
        }
        name(rule.rule(), place + "/rule");
        text(rule.reason(), place + "/reason");
        texts(rule.events(), 0, place + "/events");
        texts(rule.keep(), 0, place + "/keep");
        condition(rule.where(), Scope.EVENT, place + "/where");
        condition(rule.when(), Scope.PERSON, place + "/when");
        points(rule.points(), place + "/points");
        if (rule.cap() != null) {
            cap(rule.cap(), place + "/cap");
        }
    }

    private void grades(Grades grades) {
        cuts(grades.fit(), "/grades/fit");
        cuts(grades.engagement(), "/grades/engagement");
    }

    private void cuts(List<BigDecimal> cuts, String place) {
        boolean falling = cuts.size() == 3;
        for (int i = 0; falling && i < cuts.size(); i++) {
            falling = usable(cuts.get(i))
                    && (i == 0 || cuts.get(i).compareTo(cuts.get(i - 1)) < 0)
                    && cuts.get(i).compareTo(MOST_POINTS) <= 0;
        }
        if (!falling) {
            fault(place, "must be three falling numbers of points, more than 0 and at most 100");
        }
    }

    private void activation(Activation activation) {
        if (activation.segments().isEmpty()) {
            fault("/activation/segments", "must hold one segment or more");
        }
        most(activation.segments(), MOST_GROUPS, "/activation/segments");
        Set<String> segments = new HashSet<>();
        for (int s = 0; s < activation.segments().size(); s++) {
            String place = "/activation/segments/" + s;
            Activation.Segment segment = activation.segments().get(s);
            if (isMissing(segment, place)) {
                continue;
            }
            text(segment.segment(), place + "/segment");
            if (segment.segment() != null && !segments.add(segment.segment())) {
                fault(place + "/segment", "is taken by another segment");
            }
            condition(segment.when(), Scope.ACCOUNT, place + "/when");
            if (segment.steps().isEmpty() || segment.steps().size() > MOST_STEPS) {
                fault(place + "/steps", "must be 1 to " + MOST_STEPS);
            }
            if (segment.steps().size() > 1) {
                days(segment.withinDays(), place + "/withinDays");
            }
            for (int i = 0; i < segment.steps().size(); i++) {
                Activation.Step step = segment.steps().get(i);
                if (!isMissing(step, place + "/steps/" + i)) {
                    text(step.event(), place + "/steps/" + i + "/event");
                    condition(step.where(), Scope.EVENT, place + "/steps/" + i + "/where");
                }
            }
        }
    }

    private void signals(List<SignalRule> signals) {
        SignalFaults.find(signals, (place, reason) -> fault(place, reason));
        for (int i = 0; i < signals.size(); i++) {
            List<Watch> events =
                    signals.get(i) == null ? List.of() : signals.get(i).events();
            for (int j = 0; j < events.size(); j++) {
                if (events.get(j) != null) {
                    condition(events.get(j).where(), Scope.EVENT, "/signals/" + i + "/events/" + j + "/where");
                }
            }
        }
    }

    private void group(String name, BigDecimal cap, String place) {
        if (name != null && !names.add(name + "-cap")) {
            fault(place + "/group", "is taken by another group");
        }
        slug(name, place + "/group");
        cap(cap, place + "/cap");
    }

    private void name(String name, String place) {
        if (slug(name, place) && !names.add(name)) {
            fault(place, "is taken by another rule");
        }
    }

    private boolean slug(String name, String place) {
        if (name == null || !name.matches("[a-z0-9]+(-[a-z0-9]+)*") || name.length() > 60) {
            fault(place, "must be words of a to z and 0 to 9 joined by -, 60 characters at most");
            return false;
        }
        return true;
    }

    private void condition(String condition, Scope scope, String place) {
        if (condition == null) {
            return;
        }
        for (CelIssue issue : CelConditions.issues(condition, scope)) {
            faults.add(new ModelFault(
                    place,
                    issue.getSourceLocation().getLine(),
                    issue.getSourceLocation().getColumn() + 1,
                    issue.getMessage()));
        }
    }

    private void points(BigDecimal points, String place) {
        if (points == null
                || points.abs().compareTo(MOST_POINTS) > 0
                || points.stripTrailingZeros().scale() > 2) {
            fault(place, "must be -100 to 100 points, with two decimals at most");
        }
    }

    private void cap(BigDecimal cap, String place) {
        if (!usable(cap)
                || cap.compareTo(MOST_POINTS) > 0
                || cap.stripTrailingZeros().scale() > 2) {
            fault(place, "must be more than 0 and at most 100 points, with two decimals at most");
        }
    }

    private void days(int days, String place) {
        if (days < 1 || days > MOST_DAYS) {
            fault(place, "must be 1 to " + MOST_DAYS + " days");
        }
    }

    private void text(String text, String place) {
        if (text == null || text.isBlank() || text.length() > MOST_TEXT) {
            fault(place, "must be a text of " + MOST_TEXT + " characters at most");
        }
    }

    private void texts(List<String> texts, int least, String place) {
        if (texts.size() < least) {
            fault(place, "must hold one text or more");
        }
        most(texts, MOST_NAMES, place);
        for (int i = 0; i < texts.size(); i++) {
            text(texts.get(i), place + "/" + i);
        }
    }

    private void most(Collection<?> elements, int most, String place) {
        if (elements.size() > most) {
            fault(place, "must hold " + most + " at most");
        }
    }

    private boolean isMissing(Object element, String place) {
        if (element == null) {
            fault(place, "must not be null");
        }
        return element == null;
    }

    private static boolean usable(BigDecimal points) {
        return points != null && points.signum() > 0;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private void fault(String place, String reason) {
        faults.add(ModelFault.of(place, reason));
    }
}
