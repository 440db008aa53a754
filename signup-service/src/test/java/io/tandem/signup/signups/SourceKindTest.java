package io.tandem.signup.signups;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tandem.contracts.SignupAnswers;
import io.tandem.contracts.SignupQualified;
import io.tandem.contracts.Topics;
import io.tandem.kit.testing.RealInfrastructure;
import io.tandem.kit.testing.TestTopics;
import io.tandem.signup.ShortWait;
import io.tandem.signup.TestSource;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ShortWait.class)
@WithTestResource(RealInfrastructure.class)
class SourceKindTest {
    @ParameterizedTest
    @ValueSource(strings = {"NEWSLETTER", "COMMUNITY", "REPOSITORY", "GATED_DOCUMENT"})
    void contactsWhoDidNotComeToBuyAreNotLedWithSalesUnlessTheyAskForIt(String kind) {
        TestSource source = TestSource.create(kind);
        assertTrue(submitted(source, false).doNotLeadWithSales());
        assertFalse(submitted(source, true).doNotLeadWithSales());
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEBSITE", "APP", "SERVER"})
    void whoSignsUpForTheProductMayBeLedWithSales(String kind) {
        assertFalse(submitted(TestSource.create(kind), false).doNotLeadWithSales());
    }

    private static SignupAnswers submitted(TestSource source, boolean talkToSales) {
        Map<String, Object> form = TestSource.form();
        form.put("talkToSales", talkToSales);
        return submitted(source, form);
    }

    private static SignupAnswers submitted(TestSource source, Map<String, Object> form) {
        source.submit(form).then().statusCode(202);
        return TestTopics.await(Topics.SIGNUPS, SignupQualified.class, event -> event.answers()
                        .email()
                        .equals(form.get("email")))
                .answers();
    }
}
