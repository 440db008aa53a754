package io.tandem.scoring.models;

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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may stand in a scoring model. All faults are told at once, each with its place. */
final class ModelRules {
    private static final int MOST_GROUPS = 20;
    private static final int MOST_RULES = 100;
    private static final int MOST_STEPS = 5;

    private final ModelFaults faults = new ModelFaults();

    private ModelRules() {}

    static List<ModelFault> faults(ScoringModel model) {
        ModelRules rules = new ModelRules();
        rules.check(model);
        return rules.faults.all();
    }

    private void check(ScoringModel model) {
        faults.text(model.description(), "/description");
        if (model.fit() == null) {
            faults.add("/fit", "is missing");
        } else {
            fit(model.fit());
        }
        if (model.engagement() == null) {
            faults.add("/engagement", "is missing");
        } else {
            engagement(model.engagement());
        }
        if (model.fit() != null
                && model.engagement() != null
                && ModelFaults.usable(model.fit().cap())
                && ModelFaults.usable(model.engagement().cap())
                && model.fit().cap().add(model.engagement().cap()).compareTo(ModelFaults.MOST_POINTS) > 0) {
            faults.add("/engagement/cap", "together with /fit/cap must not exceed 100");
        }
        if (model.grades() == null) {
            faults.add("/grades", "is missing");
        } else {
            grades(model.grades());
        }
        if (model.activation() == null) {
            faults.add("/activation", "is missing");
        } else {
            activation(model.activation());
        }
        signals(model.signals());
        model.stages().faults().forEach((place, reason) -> faults.add("/stages/" + place.replace('.', '/'), reason));
    }

    private void fit(Fit fit) {
        faults.cap(fit.cap(), "/fit/cap");
        faults.most(fit.groups(), MOST_GROUPS, "/fit/groups");
        for (int g = 0; g < fit.groups().size(); g++) {
            String place = "/fit/groups/" + g;
            FitGroup group = fit.groups().get(g);
            if (faults.isMissing(group, place)) {
                continue;
            }
            faults.group(group.group(), group.cap(), place);
            faults.most(group.criteria(), MOST_RULES, place + "/criteria");
            for (int c = 0; c < group.criteria().size(); c++) {
                criterion(group.criteria().get(c), place + "/criteria/" + c);
            }
        }
    }

    private void criterion(Criterion criterion, String place) {
        if (faults.isMissing(criterion, place)) {
            return;
        }
        faults.name(criterion.rule(), place + "/rule");
        faults.text(criterion.reason(), place + "/reason");
        if ((criterion.field() == null) == (criterion.when() == null)) {
            faults.add(place, "has either a field or a condition (when)");
        } else if (criterion.when() != null) {
            faults.condition(criterion.when(), Scope.PERSON, place + "/when");
            faults.points(criterion.points(), place + "/points");
            if (!criterion.values().isEmpty() || !criterion.words().isEmpty()) {
                faults.add(place, "with a condition gives points, not values or words");
            }
        } else {
            if (!Criterion.FIELDS.contains(criterion.field())) {
                faults.add(
                        place + "/field",
                        "must be one of "
                                + String.join(
                                        ", ", Criterion.FIELDS.stream().sorted().toList()));
            }
            if (criterion.points() != null) {
                faults.add(place + "/points", "belongs to a condition; a field has values, words and otherwise");
            }
            faults.points(criterion.otherwise(), place + "/otherwise");
            faults.most(criterion.values().entrySet(), ModelFaults.MOST_NAMES, place + "/values");
            criterion
                    .values()
                    .forEach((value, points) -> faults.points(points, place + "/values/" + ModelFaults.escaped(value)));
            faults.most(criterion.words(), ModelFaults.MOST_NAMES, place + "/words");
            for (int w = 0; w < criterion.words().size(); w++) {
                Criterion.WordBand band = criterion.words().get(w);
                if (!faults.isMissing(band, place + "/words/" + w)) {
                    faults.points(band.points(), place + "/words/" + w + "/points");
                    faults.texts(band.any(), 1, place + "/words/" + w + "/any");
                }
            }
        }
    }

    private void engagement(Engagement engagement) {
        faults.cap(engagement.cap(), "/engagement/cap");
        faults.most(engagement.groups(), MOST_GROUPS, "/engagement/groups");
        for (int g = 0; g < engagement.groups().size(); g++) {
            String place = "/engagement/groups/" + g;
            EngagementGroup group = engagement.groups().get(g);
            if (faults.isMissing(group, place)) {
                continue;
            }
            faults.group(group.group(), group.cap(), place);
            faults.days(group.halfLifeDays(), place + "/halfLifeDays");
            faults.most(group.rules(), MOST_RULES, place + "/rules");
            for (int r = 0; r < group.rules().size(); r++) {
                rule(group.rules().get(r), place + "/rules/" + r);
            }
        }
    }

    private void rule(EngagementRule rule, String place) {
        if (faults.isMissing(rule, place)) {
            return;
        }
        faults.name(rule.rule(), place + "/rule");
        faults.text(rule.reason(), place + "/reason");
        faults.texts(rule.events(), 0, place + "/events");
        faults.texts(rule.keep(), 0, place + "/keep");
        faults.condition(rule.where(), Scope.EVENT, place + "/where");
        faults.condition(rule.when(), Scope.PERSON, place + "/when");
        faults.points(rule.points(), place + "/points");
        if (rule.cap() != null) {
            faults.cap(rule.cap(), place + "/cap");
        }
    }

    private void grades(Grades grades) {
        cuts(grades.fit(), "/grades/fit");
        cuts(grades.engagement(), "/grades/engagement");
    }

    private void cuts(List<BigDecimal> cuts, String place) {
        boolean falling = cuts.size() == 3;
        for (int i = 0; falling && i < cuts.size(); i++) {
            falling = ModelFaults.usable(cuts.get(i))
                    && (i == 0 || cuts.get(i).compareTo(cuts.get(i - 1)) < 0)
                    && cuts.get(i).compareTo(ModelFaults.MOST_POINTS) <= 0;
        }
        if (!falling) {
            faults.add(place, "must be three falling numbers of points, more than 0 and at most 100");
        }
    }

    private void activation(Activation activation) {
        if (activation.segments().isEmpty()) {
            faults.add("/activation/segments", "must hold one segment or more");
        }
        faults.most(activation.segments(), MOST_GROUPS, "/activation/segments");
        Set<String> segments = new HashSet<>();
        for (int s = 0; s < activation.segments().size(); s++) {
            String place = "/activation/segments/" + s;
            Activation.Segment segment = activation.segments().get(s);
            if (faults.isMissing(segment, place)) {
                continue;
            }
            faults.text(segment.segment(), place + "/segment");
            if (segment.segment() != null && !segments.add(segment.segment())) {
                faults.add(place + "/segment", "is taken by another segment");
            }
            faults.condition(segment.when(), Scope.ACCOUNT, place + "/when");
            if (segment.steps().isEmpty() || segment.steps().size() > MOST_STEPS) {
                faults.add(place + "/steps", "must be 1 to " + MOST_STEPS);
            }
            if (segment.steps().size() > 1) {
                faults.days(segment.withinDays(), place + "/withinDays");
            }
            for (int i = 0; i < segment.steps().size(); i++) {
                Activation.Step step = segment.steps().get(i);
                if (!faults.isMissing(step, place + "/steps/" + i)) {
                    faults.text(step.event(), place + "/steps/" + i + "/event");
                    faults.condition(step.where(), Scope.EVENT, place + "/steps/" + i + "/where");
                }
            }
        }
    }

    private void signals(List<SignalRule> signals) {
        SignalFaults.find(signals, (place, reason) -> faults.add(place, reason));
        for (int i = 0; i < signals.size(); i++) {
            List<Watch> events =
                    signals.get(i) == null ? List.of() : signals.get(i).events();
            for (int j = 0; j < events.size(); j++) {
                if (events.get(j) != null) {
                    faults.condition(events.get(j).where(), Scope.EVENT, "/signals/" + i + "/events/" + j + "/where");
                }
            }
        }
    }
}
