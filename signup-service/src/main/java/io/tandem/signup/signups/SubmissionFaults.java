package io.tandem.signup.signups;

import io.tandem.contracts.DomainKind;
import io.tandem.contracts.DomainKinds;
import io.tandem.kit.web.EmailAddress;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.RequestFaults;
import io.tandem.signup.domain.FormCheck;
import io.tandem.signup.domain.FormDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Refuses forms with faults, and names all of them: those of any signup, and those by the rules of this form. */
@ApplicationScoped
class SubmissionFaults {
    /** The validator's own words for the parts of a map. */
    private static final Pattern INNER = Pattern.compile("\\.?<[^>]+>");

    private final Validator validator;
    private final DomainKinds kinds;

    SubmissionFaults(Validator validator, DomainKinds kinds) {
        this.validator = validator;
        this.kinds = kinds;
    }

    void refuse(FilledForm filled) {
        SignupRequest request = filled.request();
        FormDefinition form = filled.form().definition();
        Map<String, String> faults = new TreeMap<>();
        for (ConstraintViolation<SignupRequest> violation : validator.validate(request)) {
            String field = INNER.matcher(violation.getPropertyPath().toString()).replaceAll("");
            faults.merge(field, violation.getMessage(), SubmissionFaults::first);
        }
        FormCheck.faults(form, filled.said(), request.given())
                .forEach(fault -> faults.putIfAbsent(fault.place(), fault.detail()));
        if (form.refuseDisposable() && isDisposable(request.email())) {
            faults.putIfAbsent("email", "must be an address that lasts");
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faultsOf(faults));
        }
    }

    private boolean isDisposable(String email) {
        return EmailAddress.parse(email)
                .flatMap(EmailAddress::registrableDomain)
                .filter(domain -> kinds.of(domain) == DomainKind.DISPOSABLE)
                .isPresent();
    }

    private static List<FieldFault> faultsOf(Map<String, String> faults) {
        return faults.entrySet().stream()
                .map(fault -> new FieldFault(fault.getKey(), fault.getValue()))
                .toList();
    }

    /** The validator has no order; the answer has one. */
    private static String first(String one, String other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
