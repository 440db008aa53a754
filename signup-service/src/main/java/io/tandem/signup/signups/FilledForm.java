package io.tandem.signup.signups;

import io.tandem.signup.domain.FormAnswers;
import io.tandem.signup.domain.GivenConsent;
import io.tandem.signup.forms.PublishedForm;
import java.util.List;

/**
 * A form as somebody filled it in.
 *
 * @param request as it was sent
 * @param said what counts of it, completed by what the person said on earlier forms
 * @param saidBefore what the person said on earlier forms and this one does not ask
 */
record FilledForm(SignupRequest request, PublishedForm form, FormAnswers said, FormAnswers saidBefore) {

    static FilledForm of(SignupRequest request, PublishedForm form, FormAnswers earlier) {
        FormAnswers said = request.said().askedBy(form.definition()).completedBy(form.definition(), earlier);
        return new FilledForm(request, form, said, earlier.without(said));
    }

    List<GivenConsent> consents() {
        return form.definition().answeredBy(request.given());
    }
}
