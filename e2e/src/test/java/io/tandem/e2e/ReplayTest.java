package io.tandem.e2e;

import static io.tandem.e2e.Journey.answers;
import static io.tandem.e2e.Journey.as;
import static io.tandem.e2e.Journey.freshDomain;
import static io.tandem.e2e.Journey.signUpAndAwaitDecision;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** After all the others: whatever they had decided can be made again, exactly. */
@Order(Integer.MAX_VALUE)
class ReplayTest {

    @Test
    void everyDecisionOfThisRunReplaysIdentically() {
        for (String size : List.of("1-10", "51-200", "1001-5000")) {
            Map<String, Object> answers = new HashMap<>(answers("jo@" + freshDomain("replayed"), size));
            answers.put("talkToSales", size.equals("51-200"));
            signUpAndAwaitDecision(answers);
        }
        List<String> different = new ArrayList<>();
        int replayed = 0;
        String cursor = null;
        do {
            var request = as("analyst").queryParam("limit", 200);
            JsonPath page = (cursor == null ? request : request.queryParam("cursor", cursor))
                    .get("/api/v1/decisions")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            // What was erased of a person is not there to be decided by.
            for (String id : page.<String>getList("items.findAll { it.redactedAt == null }.id")) {
                JsonPath replay = as("analyst")
                        .post("/api/v1/decisions/" + id + "/replay")
                        .jsonPath();
                replayed++;
                if (!replay.getBoolean("identical")) {
                    different.add(replay.prettify());
                }
            }
            cursor = page.getString("nextCursor");
        } while (cursor != null);

        assertThat(different).isEmpty();
        assertThat(replayed).as("of all tests, so this one ran last").isGreaterThan(100);
    }
}
