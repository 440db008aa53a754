package io.tandem.scoring.accounts;

import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.Score;
import io.tandem.contracts.Stage;
import io.tandem.scoring.domain.Qualification.QualifiedPerson;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AccountMember", description = "Somebody at an account")
record PersonView(
        @Schema(description = "Null while the email is not known")
        UUID personId,

        String userId,
        String email,
        String name,
        String role,
        long events,
        Instant lastSeenAt,
        boolean doNotLeadWithSales,

        @Schema(
                description =
                        "What they alone are and did, by the rules by which accounts are scored; null in lists and"
                                + " for whoever is known by an anonymous id alone")
        Score score,

        @Schema(description = "How far they are qualified (PQL); null where there is no score")
        Stage stage,

        @Schema(description = "What keeps them at this stage, or leads them there")
        String stageReason) {

    static PersonView from(AccountPerson person) {
        return of(person, null);
    }

    static PersonView from(QualifiedPerson qualified) {
        return of(qualified.member().facts().people().get(0), qualified);
    }

    private static PersonView of(AccountPerson person, QualifiedPerson qualified) {
        return new PersonView(
                person.personId(),
                person.userId(),
                person.email(),
                person.name(),
                person.role(),
                person.events(),
                person.lastSeenAt(),
                person.doNotLeadWithSales(),
                qualified == null ? null : qualified.score(),
                qualified == null ? null : qualified.standing().stage(),
                qualified == null ? null : qualified.standing().reason());
    }
}
