package io.tandem.scoring.accounts;

import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.Stage;
import io.tandem.contracts.UsageFacts;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.domain.Overrides;
import io.tandem.scoring.prediction.PredictionView;
import io.tandem.scoring.score.ScoredAccount;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Account", description = "An account as it is worth now, with every reason")
record AccountView(
        UUID id,

        @Schema(
                description =
                        "The account that this one counts as part of; all else here is said of that one as a whole."
                                + " Null for an account that stands for itself")
        UUID mergedInto,

        @Schema(description = "The other accounts that count as part of the whole")
        List<UUID> members,

        @Schema(description = "Registrable domain; null when it is not known")
        String domain,

        String name,

        @Schema(description = "The score in force; what people set by hand is a contribution of the group OVERRIDE")
        Score score,

        @Schema(description = "How far the account is qualified (PQA)")
        Stage stage,

        @Schema(description = "Why it came to this stage, in words")
        String stageReason,

        @Schema(description = "Since when it is at this stage; null if it always was")
        Instant stagedAt,

        MachineView machine,

        @Schema(description = "What people set by hand") List<OverrideView> overrides,

        @Schema(description = "The signals in force") List<Signal> signals,

        @Schema(description = "Most active first, 50 at most; of a single account the highest score first")
        List<PersonView> people,

        UsageFacts usage,

        @Schema(description = "What is known of the company from elsewhere than its people; null when nothing is")
        Firmographics firmographics,

        @Schema(description = "Everybody known there signed up as a contact who is not to be led with sales")
        boolean doNotLeadWithSales,

        @Schema(description = "When the account first reached value; null before that")
        Instant activatedAt,

        @Schema(description = "First signup or use that is known")
        Instant firstSeenAt,

        @Schema(description = "What the active models predict; empty while none is active")
        List<PredictionView> predictions) {

    static AccountView from(ScoredAccount account, List<PredictionView> predictions, Instant now) {
        return from(
                account,
                account.facts().id(),
                account.facts().people().stream().map(PersonView::from).toList(),
                predictions,
                now);
    }

    /** As it is shown to who asked for this account, which may be a part of the whole. */
    static AccountView from(ScoredAccount account, UUID asked, List<PredictionView> predictions, Instant now) {
        List<PersonView> scored =
                account.qualification().people().stream().map(PersonView::from).toList();
        Stream<PersonView> others = account.facts().people().stream()
                .filter(person -> person.personId() == null && person.userId() == null)
                .map(PersonView::from);
        return from(account, asked, Stream.concat(scored.stream(), others).toList(), predictions, now);
    }

    private static AccountView from(
            ScoredAccount account, UUID asked, List<PersonView> people, List<PredictionView> predictions, Instant now) {
        AccountFacts facts = account.facts();
        return new AccountView(
                asked,
                asked.equals(facts.id()) ? null : facts.id(),
                facts.members(),
                facts.domain(),
                facts.name(),
                account.score(),
                account.stage(),
                account.stageReason(),
                account.stagedAt(now),
                MachineView.from(account),
                account.qualification().inputs().overrides().byKind().values().stream()
                        .sorted(Comparator.comparing(Overrides.Override::kind))
                        .map(OverrideView::from)
                        .toList(),
                account.signals(),
                people,
                facts.usage(),
                facts.firmographics(),
                facts.doNotLeadWithSales(),
                account.activatedAt(),
                Stream.of(
                                facts.usage().firstSeenAt(),
                                facts.signup() == null ? null : facts.signup().signedUpAt())
                        .filter(time -> time != null)
                        .min(Instant::compareTo)
                        .orElse(null),
                predictions);
    }
}
