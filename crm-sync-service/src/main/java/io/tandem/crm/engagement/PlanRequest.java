package io.tandem.crm.engagement;

import io.tandem.crm.domain.Milestone;
import io.tandem.crm.domain.TeamMember;
import io.tandem.crm.money.MoneyRequest;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.RequestFaults;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What is agreed about an engagement.
 *
 * @param actuals what it has cost so far, in the currency of the budget
 * @param renewsOn when it ends unless it is renewed
 * @param expandsOn when more could be agreed
 */
record PlanRequest(
        @NotBlank @Size(max = 200) String name,
        @Size(max = 8000) String scope,
        @Valid MoneyRequest budget,
        @Valid MoneyRequest actuals,
        LocalDate startsOn,
        LocalDate endsOn,
        LocalDate renewsOn,
        LocalDate expandsOn,
        @Size(max = 100) List<@Valid @NotNull MemberRequest> team,
        @Size(max = 100) List<@Valid @NotNull MilestoneRequest> milestones) {

    /** Somebody of ours who works in it. */
    record MemberRequest(
            @NotBlank @Size(max = 200) String name,
            @Email @Size(max = 254) String email,
            @Size(max = 200) String role) {}

    /**
     * A milestone.
     *
     * @param id of one there is; without it the milestone is new
     */
    record MilestoneRequest(
            UUID id, @NotBlank @Size(max = 200) String name, LocalDate dueOn, LocalDate doneOn) {}

    EngagementPlan plan() {
        List<FieldFault> faults = new ArrayList<>();
        if (actuals != null && (budget == null || !budget.currency().equals(actuals.currency()))) {
            faults.add(new FieldFault("plan.actuals", "must be in the currency of the budget"));
        }
        if (startsOn != null && endsOn != null && endsOn.isBefore(startsOn)) {
            faults.add(new FieldFault("plan.endsOn", "must not be before startsOn"));
        }
        List<MilestoneRequest> wanted = milestones == null ? List.of() : milestones;
        List<UUID> ids = wanted.stream()
                .map(MilestoneRequest::id)
                .filter(Objects::nonNull)
                .toList();
        if (new HashSet<>(ids).size() < ids.size()) {
            faults.add(new FieldFault("plan.milestones", "must not hold one id twice"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return new EngagementPlan(
                name.strip(),
                scope,
                MoneyRequest.money(budget),
                MoneyRequest.money(actuals),
                startsOn,
                endsOn,
                renewsOn,
                expandsOn,
                team == null
                        ? List.of()
                        : team.stream()
                                .map(one -> new TeamMember(one.name, one.email, one.role))
                                .toList(),
                wanted.stream()
                        .map(one -> new Milestone(
                                one.id == null ? UUID.randomUUID() : one.id, one.name.strip(), one.dueOn, one.doneOn))
                        .toList());
    }
}
