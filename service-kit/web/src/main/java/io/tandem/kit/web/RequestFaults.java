package io.tandem.kit.web;

import java.util.List;

/** The one shape in which a request's faults are told: a 400 that lists all of them at once. */
public final class RequestFaults {
    private RequestFaults() {}

    public static Problem problem(List<FieldFault> faults) {
        var detail = faults.size() == 1
                ? faults.get(0).field() + " " + faults.get(0).detail()
                : "The request has " + faults.size() + " faults.";
        return Problem.of(400, "Invalid request", detail).with("errors", List.copyOf(faults));
    }

    public static Problem problem(String field, String detail) {
        return problem(List.of(new FieldFault(field, detail)));
    }
}
