package io.tandem.scoring.accounts;

import io.tandem.contracts.AccountPerson;
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

        @Schema(description = "Registrable domain; null when it is not known")
        String domain,

        String name,
        Score score,
        @Schema(description = "The signals in force") List<Signal> signals,

        @Schema(description = "Most active first, 50 at most")
        List<AccountPerson> people,

        UsageFacts usage,

        @Schema(description = "When the account first reached value; null before that")
        Instant activatedAt,

        @Schema(description = "First signup or use that is known")
        Instant firstSeenAt) {

    static AccountView from(ScoredAccount account) {
        AccountFacts facts = account.facts();
        return new AccountView(
                facts.id(),
                facts.domain(),
                facts.name(),
                account.score(),
                account.signals(),
                facts.people(),
                facts.usage(),
                account.activatedAt(),
                Stream.of(
                                facts.usage().firstSeenAt(),
                                facts.signup() == null ? null : facts.signup().signedUpAt())
                        .filter(time -> time != null)
                        .min(Instant::compareTo)
                        .orElse(null));
    }
}
