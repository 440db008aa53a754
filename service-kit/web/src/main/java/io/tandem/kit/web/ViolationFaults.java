package io.tandem.kit.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;
import java.util.Optional;

/** Tells every constraint that a request broke, in the words of its fields. */
final class ViolationFaults {
    private ViolationFaults() {}

    /** Empty if it is the answer that broke a constraint, which is the service's fault. */
    static Optional<Problem> problem(ConstraintViolationException e) {
        boolean ofAnswer = e.getConstraintViolations().stream().anyMatch(ViolationFaults::isOfAnswer);
        if (ofAnswer) {
            return Optional.empty();
        }
        return Optional.of(RequestFaults.problem(e.getConstraintViolations().stream()
                .map(violation -> new FieldFault(field(violation.getPropertyPath()), violation.getMessage()))
                .sorted(Comparator.comparing(FieldFault::field).thenComparing(FieldFault::detail))
                .toList()));
    }

    private static boolean isOfAnswer(ConstraintViolation<?> violation) {
        for (var node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.RETURN_VALUE) {
                return true;
            }
        }
        return false;
    }

    /** {@code create.request.utm.source} is {@code utm.source} to the caller, who knows no methods of ours. */
    private static String field(Path path) {
        var field = new StringBuilder();
        var parameter = "body";
        for (var node : path) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            } else if (node.getKind() != ElementKind.METHOD && node.getKind() != ElementKind.CONSTRUCTOR) {
                append(field, node);
            }
        }
        return field.isEmpty() ? parameter : field.toString();
    }

    private static void append(StringBuilder field, Path.Node node) {
        if (node.isInIterable()) {
            field.append('[')
                    .append(node.getKey() != null ? node.getKey() : node.getIndex())
                    .append(']');
        }
        if (node.getName() != null && !node.getName().startsWith("<")) {
            field.append(field.isEmpty() ? "" : ".").append(node.getName());
        }
    }
}
