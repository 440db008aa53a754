package io.tandem.routing.domain;

import io.tandem.contracts.CompanySize;
import io.tandem.contracts.Firmographics;
import io.tandem.contracts.SignupAnswers;

/**
 * How large a company is, as far as anybody knows.
 *
 * @param size null where nobody does
 * @param source where it is known from, or null where a person said it
 */
record KnownSize(CompanySize size, String source) {

    /** What a person said goes before what is known from elsewhere. */
    static KnownSize of(SignupAnswers signup, Firmographics firmographics) {
        if (signup != null && signup.companySize() != null) {
            return new KnownSize(signup.companySize(), null);
        }
        if (firmographics == null || firmographics.companySize() == null) {
            return new KnownSize(null, null);
        }
        String source = firmographics.provenance() == null
                ? null
                : firmographics.provenance().get("companySize");
        return new KnownSize(firmographics.companySize(), source == null ? "elsewhere" : source);
    }

    String sourceInWords() {
        return source == null ? "" : " (not said, known from: " + source + ")";
    }
}
