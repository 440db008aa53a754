package io.tandem.scoring.accounts;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.UsageFacts;
import io.tandem.scoring.domain.AccountFacts;
import io.tandem.scoring.score.ScoredAccount;
import java.time.Instant;
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
        Score score,
        @Schema(description = "The signals in force") List<Signal> signals,

        @Schema(description = "Most active first, 50 at most")
        List<AccountPerson> people,

        UsageFacts usage,

        @Schema(description = "What is known of the company from elsewhere than its people; null when nothing is")
        Firmographics firmographics,

        @Schema(description = "Everybody known there signed up as a contact who is not to be led with sales")
        boolean doNotLeadWithSales,

        @Schema(description = "When the account first reached value; null before that")
        Instant activatedAt,

        @Schema(description = "First signup or use that is known")
        Instant firstSeenAt) {

    static AccountView from(ScoredAccount account) {
        return from(account, account.facts().id());
    }

    /** As it is shown to who asked for this account, which may be a part of the whole. */
    static AccountView from(ScoredAccount account, UUID asked) {
        AccountFacts facts = account.facts();
        return new AccountView(
                asked,
                asked.equals(facts.id()) ? null : facts.id(),
                facts.members(),
                facts.domain(),
                facts.name(),
                account.score(),
                account.signals(),
                facts.people(),
                facts.usage(),
                facts.firmographics(),
                facts.doNotLeadWithSales(),
                account.activatedAt(),
                Stream.of(
                                facts.usage().firstSeenAt(),
                                facts.signup() == null ? null : facts.signup().signedUpAt())
                        .filter(time -> time != null)
                        .min(Instant::compareTo)
                        .orElse(null));
    }
}
