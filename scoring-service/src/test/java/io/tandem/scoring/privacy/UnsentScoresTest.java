package io.tandem.scoring.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UnsentScoresTest {
    private static final UUID PERSON = UUID.randomUUID();
    private static final UnsentScores.Named QUINTA =
            new UnsentScores.Named("quinta@acme.com", PERSON, Set.of("u-7", "a-7", "SIGNUP"));

    @Test
    void answersAnotherWithoutThePersonWhomAListOfEvidenceNamesByIdAlone() {
        assertEquals(
                rest("{'trigger':'SIGNUP','signup':{'email':'ben@acme.com'},'people':[{'email':'ben@acme.com'}],"
                        + "'signals':[{'name':'several-users','reason':'several-users','evidence':{}},"
                        + "{'name':'heavy-usage','reason':'600 events','evidence':{'events':600}}]}"),
                without("{'trigger':'SIGNUP','signup':{'email':'ben@acme.com'},"
                        + "'people':[{'email':'ben@acme.com'},{'userId':'u-7','email':null}],"
                        + "'signals':[{'name':'several-users','reason':'u-6 and u-7','evidence':{'who':['u-6','u-7']}},"
                        + "{'name':'heavy-usage','reason':'600 events','evidence':{'events':600}}]}"));
    }

    @Test
    void keepsThatAnotherSignalFiredWithoutWhoItWas() {
        assertEquals(
                rest("{'signal':{'name':'champion','reason':'champion','evidence':{}}}"),
                without("{'signal':{'name':'champion','reason':'a-6 drives it','evidence':{'brought':['a-7']}}}"));
        assertEquals(
                rest("{'signal':{'name':'champion','reason':'champion','evidence':{}}}"),
                without("{'signal':{'name':'champion','reason':'Quinta@acme.com does','evidence':{'times':7}}}"));
    }

    @Test
    void withdrawsWhatIsAboutThePersonAndScoresThatAreToldAgain() {
        assertEquals(Optional.empty(), without("{'who':'a-7','stage':'SALES'}"));
        assertEquals(Optional.empty(), without("{'personId':'" + PERSON + "','who':'Quinta','stage':'SALES'}"));
        assertEquals(Optional.empty(), without("{'trigger':'SIGNUP','signup':{'email':'Quinta@acme.com'}}"));
        assertEquals(
                Optional.empty(),
                without("{'trigger':'USAGE','signup':{'email':'ben@acme.com'},'people':[{'userId':'u-7'}]}"));
    }

    @Test
    void withdrawsTheAnswerToWhatThePersonSaidUnderAFormerEmail() {
        assertEquals(
                Optional.empty(),
                without("{'trigger':'SIGNUP','signup':{'email':'quinta@former.com','userId':'u-7'}}"));
    }

    @Test
    void answersAnotherOnTheSameBrowserWithoutItsId() {
        assertEquals(
                rest("{'trigger':'SIGNUP','signup':{'email':'ben@acme.com','anonymousId':null}}"),
                without("{'trigger':'SIGNUP','signup':{'email':'ben@acme.com','anonymousId':'a-7'}}"));
    }

    @Test
    void losesNoMergeForTheNameOfWhoMadeIt() {
        assertEquals(
                rest("{'intoAccountId':'1','reason':'as (erased) said','mergedBy':'(erased)'}"),
                without("{'intoAccountId':'1','reason':'as quinta@ACME.com said','mergedBy':'quinta@acme.com'}"));
    }

    @Test
    void leavesWhoseEmailOnlyContainsThePersons() {
        String others = "{'trigger':'SIGNUP','signup':{'email':'joquinta@acme.com'},"
                + "'people':[{'email':'joquinta@acme.com'},{'email':'quinta@acme.com.br'}],"
                + "'signals':[{'name':'champion','reason':'joquinta@acme.com does','evidence':{'who':'u-70'}}]}";
        assertEquals(rest(others), without(others));
        assertEquals(rest("{'reason':'ask (erased).'}"), without("{'reason':'ask quinta@acme.com.'}"));
    }

    private static Optional<JsonNode> without(String event) {
        return UnsentScores.without(json(event), QUINTA);
    }

    private static Optional<JsonNode> rest(String event) {
        return Optional.of(json(event));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
