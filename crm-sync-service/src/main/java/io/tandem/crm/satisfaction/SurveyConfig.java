package io.tandem.crm.satisfaction;

import io.smallrye.config.ConfigMapping;

@ConfigMapping(prefix = "tandem.surveys")
interface SurveyConfig {
    /** Where the gateway is found by those who are asked. */
    String publicUrl();
}
