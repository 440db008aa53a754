package io.tandem.crm.satisfaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurveyConfigTest {
    @Test
    void linksAndWebhooksLeadToThePublicAddress() throws IOException {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(getClass().getResource("/application.properties")),
                        new PropertiesConfigSource(
                                Map.of("TANDEM_PUBLIC_URL", "https://tandem.example"), "the environment", 300))
                .build();
        for (String key : List.of("tandem.surveys.public-url", "tandem.crm.sync.public-url")) {
            assertEquals("https://tandem.example", config.getValue(key, String.class), key);
        }
    }
}
