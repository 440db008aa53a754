package io.tandem.crm.satisfaction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "tandem.surveys")
interface SurveyConfig {
    /** Where the gateway is found by those who are asked. */
    @WithDefault("http://localhost:8080")
    String publicUrl();
}
