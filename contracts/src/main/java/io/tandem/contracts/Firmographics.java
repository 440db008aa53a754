package io.tandem.contracts;

import java.util.Map;

/**
 * What is known of a company from elsewhere than its people. It fills what nobody said and never overrules what
 * somebody did. Each part may be null.
 *
 * @param country ISO 3166-1 alpha-2
 * @param annualRevenue a year's revenue
 * @param provenance where each part that is not null came from, by its name here
 */
public record Firmographics(
        String name,
        String industry,
        CompanySize companySize,
        String country,
        Money annualRevenue,
        Map<String, String> provenance) {}
