package io.tandem.kit.web;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * REST answers 404 to a query parameter that has the wrong type, as if the address were wrong. It is the request that
 * is wrong: 400. A path parameter of the wrong type stays 404.
 */
final class QueryFaults {
    private QueryFaults() {}

    static Optional<Problem> problem(NotFoundException e, UriInfo request) {
        if (e.getCause() == null || e.getCause().getMessage() == null) {
            return Optional.empty();
        }
        // The converter's words are all there is to tell which parameter it was: they quote its value.
        var words = e.getCause().getMessage();
        var faults = new ArrayList<FieldFault>();
        request.getQueryParameters().forEach((name, values) -> {
            if (values.stream().anyMatch(value -> quotes(words, value))) {
                faults.add(new FieldFault(name, "is not a value this parameter takes"));
            }
        });
        return faults.isEmpty() ? Optional.empty() : Optional.of(RequestFaults.problem(faults));
    }

    private static boolean quotes(String words, String value) {
        return !value.isEmpty()
                && Pattern.compile("(?<![\\w-])" + Pattern.quote(value) + "(?![\\w-])")
                        .matcher(words)
                        .find();
    }
}
