package io.tandem.kit.delivery;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Says in every service's OpenAPI document which operations are {@link Idempotent}, so that no operation has to. Which
 * they are is known from the index of classes, and that is there only while the service is built.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class IdempotentOperations implements OASFilter {
    private static final Map<Class<? extends Annotation>, PathItem.HttpMethod> UNSAFE =
            Map.of(POST.class, PathItem.HttpMethod.POST, PUT.class, PathItem.HttpMethod.PUT);

    private final IndexView classes;

    public IdempotentOperations(IndexView classes) {
        this.classes = classes;
    }

    @Override
    public void filterOpenAPI(OpenAPI openApi) {
        for (AnnotationInstance idempotent : classes.getAnnotations(Idempotent.class)) {
            if (idempotent.target().kind() == AnnotationTarget.Kind.METHOD) {
                boolean required = idempotent.value("required") != null
                        && idempotent.value("required").asBoolean();
                operation(openApi, idempotent.target().asMethod())
                        .filter(operation -> !isDescribed(operation))
                        .ifPresent(operation -> describe(operation, required));
            }
        }
    }

    /** None of a filter's own methods, which are bound by the same annotation. */
    private static Optional<Operation> operation(OpenAPI openApi, MethodInfo method) {
        return UNSAFE.entrySet().stream()
                .filter(unsafe -> method.hasAnnotation(unsafe.getKey()))
                .map(unsafe -> openApi.getPaths()
                        .getPathItem(pathOf(method))
                        .getOperations()
                        .get(unsafe.getValue()))
                .findFirst();
    }

    private static String pathOf(MethodInfo method) {
        return Stream.of(method.declaringClass().declaredAnnotation(Path.class), method.annotation(Path.class))
                .filter(path -> path != null)
                .flatMap(path -> Stream.of(path.value().asString().split("/")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/", "/", ""));
    }

    /** Quarkus asks a filter more than once about the same document. */
    private static boolean isDescribed(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> IdempotencyFilters.KEY.equals(parameter.getName()));
    }

    private static void describe(Operation operation, boolean required) {
        operation.addParameter(OASFactory.createParameter()
                .name(IdempotencyFilters.KEY)
                .in(Parameter.In.HEADER)
                .required(required)
                .description(
                        "Names this request. Sent again with the same body, it gets its first answer again, with the"
                                + " header " + IdempotencyFilters.REPLAYED)
                .schema(OASFactory.createSchema()
                        .type(List.of(SchemaType.STRING))
                        .maxLength(IdempotencyFilters.LONGEST_KEY)));
        refusal(operation, "409", "the first request of this Idempotency-Key is still at work");
        refusal(operation, "422", "this Idempotency-Key was used for another body");
    }

    private static void refusal(Operation operation, String status, String description) {
        var responses = operation.getResponses();
        var response = responses.getAPIResponse(status);
        if (response == null) {
            responses.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
        } else {
            response.setDescription(response.getDescription() + ", or " + description);
        }
    }
}
