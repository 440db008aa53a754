package io.tandem.signup.forms;

import com.google.common.hash.Hashing;
import io.tandem.kit.web.Problem;
import io.tandem.signup.database.Json;
import io.tandem.signup.domain.FormAnswers;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The questions that a signup answers. */
@Path("/api/v1/forms")
@Tag(name = "Forms", description = "The questions that a signup answers")
class FormsResource {
    private final PublishedForms forms;
    private final KnownAnswers known;
    private final Json json;

    FormsResource(PublishedForms forms, KnownAnswers known, Json json) {
        this.forms = forms;
        this.known = known;
        this.json = json;
    }

    @GET
    @Path("/{sourceId}")
    @PermitAll
    @Operation(
            summary = "The form of a source",
            description = "Public, as the page that shows it. With the token of an earlier signup, what its bearer"
                    + " answered then is not asked again; any other token is as good as none.")
    @APIResponseSchema(value = FormView.class, responseCode = "200", responseDescription = "Its questions")
    @APIResponse(responseCode = "304", description = "Still the form of that ETag")
    @APIResponse(responseCode = "404", description = "There is no such source, or it is switched off")
    public RestResponse<FormView> one(
            UUID sourceId,
            @RestQuery @Parameter(description = "The returningToken of an earlier signup") String person,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) String seen) {
        SourceForm form = forms.of(sourceId)
                .filter(SourceForm::enabled)
                .orElseThrow(() -> Problem.notFound("There is no such form."));
        return person == null ? forAnybody(FormView.of(form, FormAnswers.NONE), seen) : forPerson(form, person);
    }

    private RestResponse<FormView> forAnybody(FormView view, String seen) {
        String etag = "\"" + Hashing.sha256().hashString(json.write(view), StandardCharsets.UTF_8) + "\"";
        RestResponse.ResponseBuilder<FormView> answer = etag.equals(seen)
                ? RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED, (FormView) null)
                : RestResponse.ResponseBuilder.ok(view);
        return answer.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=60")
                .build();
    }

    private RestResponse<FormView> forPerson(SourceForm form, String token) {
        FormAnswers earlier = known.of(token, Instant.now())
                .map(KnownAnswers.Earlier::answers)
                .orElse(FormAnswers.NONE);
        return RestResponse.ResponseBuilder.ok(FormView.of(form, earlier))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }
}
