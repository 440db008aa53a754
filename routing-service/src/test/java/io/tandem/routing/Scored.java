package io.tandem.routing;

import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountPerson;
import io.tandem.contracts.AccountScored;
import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.PersonId;
import io.tandem.contracts.Score;
import io.tandem.contracts.Signal;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.Stage;
import io.tandem.contracts.UsageFacts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Scores of one account, as scoring would send them. */
public final class Scored {
    private final String domain;
    private final CompanySize size;
    private final Firmographics firmographics;
    private final String signerName;

    private Scored(String domain, CompanySize size, Firmographics firmographics, String signerName) {
        this.domain = domain;
        this.size = size;
        this.firmographics = firmographics;
        this.signerName = signerName;
    }

    /** An account that no other test knows. */
    public static Scored newAccount(CompanySize size) {
        return new Scored("acme-" + UUID.randomUUID().toString().substring(0, 8) + ".com", size, null, "Jo Doe");
    }

    /** The same account, of which this is known from elsewhere. */
    public Scored knownAs(Firmographics known) {
        return new Scored(domain, size, known, signerName);
    }

    /** The same account, where the person who signs up is called like this. */
    public Scored named(String name) {
        return new Scored(domain, size, firmographics, name);
    }

    public UUID accountId() {
        return AccountId.ofDomain(domain);
    }

    public String domain() {
        return domain;
    }

    public AccountScored signup() {
        return scored(AccountScored.Trigger.SIGNUP, answers(false, false), List.of(), false);
    }

    public AccountScored handRaiser() {
        return scored(AccountScored.Trigger.SIGNUP, answers(true, false), List.of(), false);
    }

    /** A signup that answers one of the form's own questions. */
    public AccountScored answering(String question, String answer) {
        return signup(Map.of(), Map.of(question, answer));
    }

    /** A signup that came from somewhere, as its {@code utm_source} says. */
    public AccountScored referredBy(String source) {
        return signup(Map.of("source", source), Map.of());
    }

    private AccountScored signup(Map<String, String> utm, Map<String, String> custom) {
        SignupAnswers said = answers(false, false);
        SignupAnswers more = new SignupAnswers(
                said.signupId(),
                said.sourceId(),
                said.personId(),
                said.email(),
                said.name(),
                said.company(),
                said.companySize(),
                said.role(),
                said.useCase(),
                said.country(),
                said.talkToSales(),
                said.userId(),
                said.anonymousId(),
                utm,
                said.signedUpAt(),
                custom,
                said.doNotLeadWithSales(),
                said.imported());
        return scored(AccountScored.Trigger.SIGNUP, more, List.of(), false);
    }

    /** Somebody who came by a newsletter or its like, and is the first of the account. */
    public AccountScored reader() {
        return scored(AccountScored.Trigger.SIGNUP, answers(false, true), List.of(), true);
    }

    public AccountScored readerWhoAsksForAHuman() {
        return scored(AccountScored.Trigger.SIGNUP, answers(true, true), List.of(), false);
    }

    /** A signup of the past that asked for a human. */
    public AccountScored importedSignup() {
        return scored(AccountScored.Trigger.SIGNUP, answers(true, false, true), List.of(), false);
    }

    /** Usage with one signal, of an account whose only signup was imported. */
    public AccountScored usageAfterImport() {
        return scored(AccountScored.Trigger.USAGE, answers(true, false, true), usage(1).signals(), false);
    }

    /** Usage of an account with nobody but readers, with two signals. */
    public AccountScored usageOfReaders() {
        return scored(AccountScored.Trigger.USAGE, answers(false, true), usage(2).signals(), true);
    }

    /** Usage with the first signals of: several users, plan limit. */
    public AccountScored usage(int signals) {
        Signal severalUsers = new Signal("several-users", now(), severalUsersReason(), Map.of("users", 3));
        Signal upgradeBlocked = new Signal("upgrade-blocked", now(), upgradeBlockedReason(), Map.of("limit", "seats"));
        return scored(
                AccountScored.Trigger.USAGE,
                answers(false, false),
                List.of(severalUsers, upgradeBlocked).subList(0, signals),
                false);
    }

    /** The two signals of usage, and a third that was not seen before. */
    public AccountScored usageWithAnotherSignal() {
        List<Signal> signals = new ArrayList<>(usage(2).signals());
        signals.add(new Signal("enterprise-feature-touched", now(), domain + " tried single sign-on", Map.of()));
        return scored(AccountScored.Trigger.USAGE, answers(false, false), signals, false);
    }

    public String severalUsersReason() {
        return "3 people of " + domain + " use the product";
    }

    public String upgradeBlockedReason() {
        return domain + " hit the seat limit of the free plan";
    }

    private AccountScored scored(
            AccountScored.Trigger trigger, SignupAnswers signup, List<Signal> signals, boolean doNotLeadWithSales) {
        return new AccountScored(
                accountId(),
                domain,
                "Acme " + domain,
                trigger,
                signup,
                new Score(41.25, 30, 11.25, "B3", List.of(), "1"),
                signals,
                new UsageFacts(42, 3, 3, now(), now()),
                List.of(
                        person("jo", "CTO", 30, signup.doNotLeadWithSales()),
                        person("ben", "Engineer", 10, false),
                        person("kit", "Writer", 3, true),
                        new AccountPerson(null, "u-17", null, null, null, 2, now(), false)),
                now(),
                firmographics,
                doNotLeadWithSales,
                Stage.SALES);
    }

    private AccountPerson person(String name, String role, long events, boolean doNotLeadWithSales) {
        String email = name + "@" + domain;
        return new AccountPerson(PersonId.ofEmail(email), name, email, name, role, events, now(), doNotLeadWithSales);
    }

    private SignupAnswers answers(boolean talkToSales, boolean doNotLeadWithSales) {
        return answers(talkToSales, doNotLeadWithSales, false);
    }

    private SignupAnswers answers(boolean talkToSales, boolean doNotLeadWithSales, boolean imported) {
        String email = "jo@" + domain;
        return new SignupAnswers(
                UUID.randomUUID(),
                new UUID(0, 1),
                PersonId.ofEmail(email),
                email,
                signerName,
                "Acme " + domain,
                size,
                "CTO",
                "reporting",
                "DE",
                talkToSales,
                "jo",
                null,
                Map.of(),
                now(),
                Map.of(),
                doNotLeadWithSales,
                imported);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
