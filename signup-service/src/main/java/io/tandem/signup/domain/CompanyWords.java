package io.tandem.signup.domain;

import java.util.List;
import java.util.Set;

/**
 * The words that say little of which company a name means. All are written as {@link CompanyName} folds them.
 *
 * @param legalForms at the end of a name, such as {@code gmbh and co kg}
 * @param leadingForms at its beginning, such as {@code pt}
 * @param attachedForms written without a space at either end, such as {@code 株式会社}
 * @param groupWords what parts of one company add to its name, such as {@code holding} or {@code deutschland}
 * @param noCompanies what people write who have no company, such as {@code self employed}
 */
public record CompanyWords(
        Set<String> legalForms,
        Set<String> leadingForms,
        List<String> attachedForms,
        Set<String> groupWords,
        Set<String> noCompanies) {}
