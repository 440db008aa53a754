package io.tandem.scoring.domain;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import java.util.Map;
import java.util.Optional;

/**
 * What is known under a field of the scoring model: what somebody at the account said, else what is known of the
 * company from elsewhere.
 *
 * @param source in words where it came from, or null if the account's people said it
 * @param words the value as an explanation names it
 */
record Answer(String value, String source, String words) {
    static Optional<Answer> to(String field, AccountFacts account) {
        String said = field.equals("domain") ? account.domain() : account.said().get(field);
        if (said != null && !said.isBlank()) {
            return Optional.of(new Answer(said, null, said));
        }
        return Optional.ofNullable(account.firmographics()).flatMap(company -> elsewhere(field, company));
    }

    /** The reason as the model has it, or where the value came from if nobody at the account said it. */
    String reason(String template) {
        return source == null ? template.replace("{value}", words) : source + " says " + words;
    }

    private static Optional<Answer> elsewhere(String field, Firmographics company) {
        String source = source(company.provenance(), field);
        return switch (field) {
            case "companySize" ->
                Optional.ofNullable(company.companySize()).map(size -> new Answer(size.label(), source, people(size)));
            case "country" ->
                Optional.ofNullable(company.country())
                        .map(country -> new Answer(country, source, "country " + country));
            case "industry" ->
                Optional.ofNullable(company.industry())
                        .map(industry -> new Answer(industry, source, "industry " + industry));
            default -> Optional.empty();
        };
    }

    private static String people(CompanySize size) {
        return size.most() == Integer.MAX_VALUE
                ? size.least() + " people or more"
                : size.least() + " to " + size.most() + " people";
    }

    private static String source(Map<String, String> provenance, String field) {
        String name = provenance == null ? null : provenance.get(field);
        if (name == null) {
            return "the company data";
        }
        return name.equals("table") ? "the company table" : "the company data of " + name;
    }
}
