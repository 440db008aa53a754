package io.tandem.signup.forms;

import io.tandem.signup.domain.FormAnswers;
import io.tandem.signup.domain.FormConsent;
import io.tandem.signup.domain.FormDefinition;
import io.tandem.signup.domain.FormField;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The signup form as data, for whoever draws it.
 *
 * @param honeypot the member that people do not see and leave empty, or null
 * @param known the fields that are left out because this person answered them before
 */
@Schema(description = "The signup form as data, for whoever draws it")
record FormView(
        UUID sourceId,
        String name,
        int version,
        String submitTo,
        String title,
        String submitLabel,
        String locale,
        List<FormField> fields,
        List<FormConsent> consents,

        @Schema(description = "A member that people do not see and leave empty, or null")
        String honeypot,

        boolean doubleOptIn,

        @Schema(description = "CSS custom properties, or null")
        Map<String, String> theme,

        @Schema(description = "Fields left out because this person answered them before: send without them")
        List<String> known) {
    private static final String HONEYPOT = "website2";

    static FormView of(SourceForm source, FormAnswers earlier) {
        FormDefinition form = source.current().definition();
        Set<String> known = earlier.knownOf(form);
        return new FormView(
                source.sourceId(),
                source.sourceName(),
                source.current().version(),
                "/api/v1/signups",
                form.title(),
                form.submitLabel(),
                form.locale(),
                form.fields().stream()
                        .filter(field -> !known.contains(field.name()))
                        .toList(),
                form.consents(),
                form.honeypot() ? HONEYPOT : null,
                form.doubleOptIn(),
                form.theme(),
                List.copyOf(known));
    }
}
