package io.tandem.routing.policy;

import static io.tandem.routing.RoutingApi.as;
import static io.tandem.routing.RoutingApi.policyInForce;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Drafts a policy, and puts the one back that was in force. */
abstract class DraftedPolicies {
    static final String POLICIES = "/api/v1/policies";
    static final ObjectMapper JSON = new ObjectMapper();

    int inForceBefore;

    @BeforeEach
    void rememberWhatIsInForce() {
        inForceBefore = policyInForce();
    }

    /** Other tests decide by the policy that they found. */
    @AfterEach
    void putBack() {
        if (policyInForce() != inForceBefore) {
            admin().body(Map.of("why", "the test is over"))
                    .post(POLICIES + "/{version}/rollback", inForceBefore)
                    .then()
                    .statusCode(201);
        }
    }

    static RequestSpecification admin() {
        return as("admin").contentType(ContentType.JSON);
    }

    static Response draft(ObjectNode definition) {
        Response drafted = admin().body(Map.of("definition", definition)).post(POLICIES);
        drafted.then().statusCode(201);
        return drafted;
    }

    static Response change(int version, String seen, ObjectNode definition) {
        RequestSpecification request = admin().body(Map.of("definition", definition));
        return (seen == null ? request : request.header("If-Match", seen)).put(POLICIES + "/{version}", version);
    }

    static Response publish(int version) {
        return admin().body(Map.of("why", "because")).post(POLICIES + "/{version}/publication", version);
    }

    static ObjectNode shipped() {
        try {
            return (ObjectNode) JSON.readTree(Policies.resource("/default-policy.json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
