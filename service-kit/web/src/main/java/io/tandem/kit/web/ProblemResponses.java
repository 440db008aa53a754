package io.tandem.kit.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Says in every service's OpenAPI document that refusals are problem details, so that no operation has to. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_STARTUP)
public class ProblemResponses implements OASFilter {
    private static final String SCHEMA = "Problem";

    @Override
    public void filterOpenAPI(OpenAPI openApi) {
        if (openApi.getPaths() == null || openApi.getPaths().getPathItems() == null) {
            return;
        }
        if (openApi.getComponents() == null) {
            openApi.setComponents(OASFactory.createComponents());
        }
        openApi.getComponents().addSchema(SCHEMA, problem());
        openApi.getPaths().getPathItems().values().forEach(path -> path.getOperations()
                .values()
                .forEach(ProblemResponses::describeRefusals));
    }

    private static void describeRefusals(Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        var responses = operation.getResponses();
        if (responses.getDefaultValue() == null) {
            responses.setDefaultValue(OASFactory.createAPIResponse().description("Refused, with the reason"));
        }
        responses.getAPIResponses().forEach((status, response) -> {
            boolean isRefusal = status.equals("default") || status.startsWith("4") || status.startsWith("5");
            if (isRefusal && response.getContent() == null && response.getRef() == null) {
                response.setContent(content());
            }
        });
    }

    private static Content content() {
        return OASFactory.createContent()
                .addMediaType(
                        Problem.MEDIA_TYPE.toString(),
                        OASFactory.createMediaType()
                                .schema(OASFactory.createSchema().ref(SCHEMA)));
    }

    private static Schema problem() {
        var fault = OASFactory.createSchema()
                .type(List.of(SchemaType.OBJECT))
                .addProperty("field", text("Where in the request"))
                .addProperty("detail", text("What is wrong there"));
        return OASFactory.createSchema()
                .type(List.of(SchemaType.OBJECT))
                .description("Why a request was refused (RFC 9457)")
                .addProperty("type", text("Names the kind of problem; about:blank if the status says it all"))
                .addProperty("title", text("The kind of problem in words"))
                .addProperty(
                        "status",
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.INTEGER))
                                .description("The HTTP status"))
                .addProperty("detail", text("What is wrong with this request"))
                .addProperty("traceId", text("What to look for in the logs; with 5xx only"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.ARRAY))
                                .description("All faults of the request, with 400 only")
                                .items(fault))
                .required(List.of("type", "title", "status"));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING)).description(description);
    }
}
