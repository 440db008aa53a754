package io.tandem.signup.signups;

import io.tandem.contracts.Attribution;
import io.tandem.contracts.CompanyDomain;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.DomainKinds;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.Touch;
import io.tandem.kit.web.EmailAddress;
import io.tandem.signup.attribution.ToldTouches;
import io.tandem.signup.domain.Fingerprint;
import io.tandem.signup.domain.FormAnswers;
import io.tandem.signup.domain.MetAccount;
import io.tandem.signup.domain.TouchPath;
import io.tandem.signup.privacy.ConsentStatement;
import io.tandem.signup.sources.Sender;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A form that was filled in without faults. */
record Submission(FilledForm filled, SignupAnswers answers, MetAccount account) {

    static Submission of(UUID id, Sender sender, FilledForm filled, DomainKinds kinds, Instant now) {
        SignupRequest request = filled.request();
        FormAnswers said = filled.said();
        EmailAddress email = EmailAddress.parse(request.email()).orElseThrow();
        String size = said.get("companySize");
        boolean asksForHuman = said.isYes("talkToSales");
        SignupAnswers answers = new SignupAnswers(
                id,
                sender.sourceId(),
                PersonId.ofEmail(email.normalised()),
                email.normalised(),
                said.get("name"),
                said.get("company"),
                size == null ? null : CompanySize.ofLabel(size),
                said.get("role"),
                said.get("useCase"),
                said.get("country"),
                asksForHuman,
                request.userId(),
                request.anonymousId(),
                request.utm(),
                now,
                said.custom(),
                !sender.kind().invitesSales() && !asksForHuman,
                false);
        MetAccount account = MetAccount.of(
                answers.email(), CompanyDomain.of(email.domain(), email.registrableDomain(), kinds), answers.company());
        return new Submission(filled, answers, account);
    }

    UUID id() {
        return answers.signupId();
    }

    SignupRequest request() {
        return filled.request();
    }

    /** How the person says to have heard of the company, or null. */
    String selfReported() {
        return filled.said().get("selfReported");
    }

    byte[] fingerprint() {
        return Fingerprint.of(answers, selfReported(), filled.saidBefore());
    }

    List<ConsentStatement> consents() {
        return filled.consents().stream()
                .map(given ->
                        new ConsentStatement(given.purpose(), given.version(), given.granted(), answers.signedUpAt()))
                .toList();
    }

    /** Where the person came from, as far as it is known now; null if nothing is. */
    Attribution attribution(ToldTouches told, List<Touch> earlier) {
        List<Touch> known =
                Stream.concat(earlier.stream(), told.touches().stream()).toList();
        return TouchPath.until(answers.signedUpAt(), known).attribution(selfReported());
    }

    boolean needsConfirmation() {
        return filled.form().definition().doubleOptIn();
    }

    SignupStatus firstStatus() {
        return needsConfirmation() ? SignupStatus.UNCONFIRMED : SignupStatus.PENDING;
    }

    /** Where the person reads mail: as typed, for a tag may sort it, with a host that every server understands. */
    String mailAddress() {
        String typed = request().email();
        String host = answers.email().substring(answers.email().lastIndexOf('@') + 1);
        return typed.substring(0, typed.lastIndexOf('@') + 1) + host;
    }
}
