package io.tandem.signup.identity;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tandem.contracts.AccountId;
import io.tandem.contracts.AccountMerged;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.delivery.Received;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import io.tandem.signup.domain.MatchKind;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class MatchSuggestionsResourceTest {
    private static final String SUGGESTIONS = "/api/v1/match-suggestions";

    private final String label = "q" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "corpus";
    private final String name = "Quill " + UUID.randomUUID();
    private final String known = label + ".com";
    private final String freeMail = UUID.randomUUID() + "@gmail.com";
    private TestSource source;

    @Inject
    CompanyMatchingService matching;

    @Inject
    MatchSuggestionRepository suggestions;

    @BeforeEach
    void createSource() {
        source = TestSource.create();
    }

    @Test
    void acceptingWhatAFreeMailPersonClaimsMakesTheMerge() {
        signUp("a@" + known, name + " Inc.");
        signUp(freeMail, name + " GmbH");
        UUID person = AccountId.ofEmail(freeMail);
        Map<String, Object> suggestion = awaitSuggestion(person);
        assertEquals("SAME_NAME", suggestion.get("kind"));
        assertEquals(AccountId.ofDomain(known).toString(), suggestion.get("intoAccountId"));
        assertEquals(known, suggestion.get("intoDomain"));
        assertEquals(0, merges(person).size(), "nothing is merged before somebody says so");

        decide(suggestion, "acceptances", "admin")
                .then()
                .statusCode(200)
                .body("status", equalTo("ACCEPTED"))
                .body("decidedBy", equalTo("admin"))
                .body("mergeId", notNullValue());
        decide(suggestion, "acceptances", "admin").then().statusCode(409);
        decide(suggestion, "dismissals", "admin").then().statusCode(409);
        assertEquals(1, merges(person).size());
        assertEquals(
                AccountId.ofDomain(known),
                TestTopics.await(Topics.SIGNUPS, AccountMerged.class, event -> event.accountId()
                                .equals(person))
                        .intoAccountId());
    }

    @Test
    void findsThePersonWhoCameBeforeTheirCompany() {
        signUp(freeMail, name);
        signUp("a@" + known, name);
        assertEquals(
                AccountId.ofDomain(known).toString(),
                awaitSuggestion(AccountId.ofEmail(freeMail)).get("intoAccountId"));
    }

    @Test
    void dismissedNeverReturns() {
        signUp("a@" + known, name);
        signUp(freeMail, name);
        UUID person = AccountId.ofEmail(freeMail);
        Map<String, Object> suggestion = awaitSuggestion(person);
        decide(suggestion, "dismissals", "admin")
                .then()
                .statusCode(200)
                .body("status", equalTo("DISMISSED"))
                .body("mergeId", nullValue());
        UUID into = AccountId.ofDomain(known);
        QuarkusTransaction.requiringNew()
                .run(() -> suggestions.add(List.of(
                        new NewSuggestion(MatchKind.SAME_NAME, person, into, null),
                        new NewSuggestion(MatchKind.CLOSE_NAME, into, person, null))));
        assertEquals(1, of(person).size());
        assertEquals(0, of(into).size(), "nor the other way round");
        assertEquals("DISMISSED", of(person).get(0).get("status"));
    }

    @Test
    void saysWhichMailProviderWasMeantAndMergesNothing() {
        String mistyped = "gmaik.com";
        signUp(UUID.randomUUID() + "@" + mistyped, "Sunrise " + name);
        UUID account = AccountId.ofDomain(mistyped);
        Map<String, Object> suggestion = awaitSuggestion(account);
        assertEquals("TYPO", suggestion.get("kind"));
        assertEquals("gmail.com", suggestion.get("meantMailDomain"));
        assertEquals(null, suggestion.get("intoAccountId"));
        decide(suggestion, "acceptances", "admin").then().statusCode(200).body("mergeId", nullValue());
        assertEquals(0, merges(account).size());
    }

    @Test
    void suggestsTheDomainThatWasProbablyMeant() {
        String mistyped = label + "s.com";
        signUp("a@" + known, null);
        signUp("b@" + known, null);
        signUp("c@" + mistyped, null);
        Map<String, Object> suggestion = awaitSuggestion(AccountId.ofDomain(mistyped));
        assertEquals("TYPO", suggestion.get("kind"));
        assertEquals(AccountId.ofDomain(known).toString(), suggestion.get("intoAccountId"));
    }

    @Test
    void whatIsFoundWhileAnAccountIsMergedElsewhereIsSuggestedWhenItIsSeparated() {
        UUID person = AccountId.ofEmail(freeMail);
        matching.met(List.of(new MetCompany(person, null, name, "DE", Instant.now(), null)));
        String merge = DomainsResourceTest.as("admin")
                .body(Map.of("accountId", person, "intoDomain", "mistake" + known, "reason", "a mistake"))
                .post("/api/v1/account-merges")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        matching.met(List.of(new MetCompany(AccountId.ofDomain(known), known, name, "DE", Instant.now(), null)));
        assertEquals(0, of(person).size());

        DomainsResourceTest.as("admin")
                .delete("/api/v1/account-merges/" + merge)
                .then()
                .statusCode(204);
        assertEquals(AccountId.ofDomain(known).toString(), of(person).get(0).get("intoAccountId"));
    }

    @Test
    void ignoresRedeliveredEvent() {
        signUp("a@" + known, name);
        signUp(freeMail, name);
        UUID person = AccountId.ofEmail(freeMail);
        awaitSuggestion(person);
        TestTopics.Sent<SignupQualified> sent = TestTopics.await(
                        Topics.SIGNUPS, SignupQualified.class, 1, event -> event.accountId()
                                .equals(person))
                .get(0);
        Received<SignupQualified> again =
                new Received<>(sent.eventId(), Instant.now(), person.toString(), sent.event());
        matching.signedUp(List.of(again, again));
        assertEquals(1, of(person).size());
    }

    @Test
    void onlyAdminsDecide() {
        for (String role : List.of("analyst", "account-executive")) {
            decide(Map.of("id", UUID.randomUUID()), "acceptances", role).then().statusCode(403);
            decide(Map.of("id", UUID.randomUUID()), "dismissals", role).then().statusCode(403);
            DomainsResourceTest.as(role)
                    .queryParam("status", "OPEN")
                    .get(SUGGESTIONS)
                    .then()
                    .statusCode(200)
                    .body("items.status", everyItem(equalTo("OPEN")));
        }
        decide(Map.of("id", UUID.randomUUID()), "acceptances", "admin").then().statusCode(404);
    }

    private void signUp(String email, String company) {
        Map<String, Object> form = TestSource.form(email);
        form.put("company", company);
        source.submit(form).then().statusCode(202);
    }

    private static Map<String, Object> awaitSuggestion(UUID account) {
        await().until(() -> of(account).size() == 1);
        return of(account).get(0);
    }

    private static List<Map<String, Object>> of(UUID account) {
        return DomainsResourceTest.as("analyst")
                .queryParam("accountId", account.toString())
                .get(SUGGESTIONS)
                .jsonPath()
                .getList("items.findAll { it.accountId == '" + account + "' }");
    }

    private static List<Object> merges(UUID account) {
        return DomainsResourceTest.as("analyst")
                .queryParam("accountId", account.toString())
                .get("/api/v1/account-merges")
                .jsonPath()
                .getList("items");
    }

    private static Response decide(Map<String, ?> suggestion, String decision, String role) {
        return DomainsResourceTest.as(role).post(SUGGESTIONS + "/" + suggestion.get("id") + "/" + decision);
    }
}
