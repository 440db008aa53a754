package io.tandem.crm.satisfaction;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tandem.crm.caller.QueryValues;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.RequestFaults;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;

/** The page behind a link: it works without scripts. It is not part of the REST interface. */
@Path("/surveys")
class SurveyPagesResource {
    private final SurveyService surveys;

    SurveyPagesResource(SurveyService surveys) {
        this.surveys = surveys;
    }

    @CheckedTemplate(basePath = "surveys")
    static class Pages {
        static native TemplateInstance question(QuestionView question, List<Integer> scores);

        static native TemplateInstance message(String message);

        private Pages() {}
    }

    @GET
    @Path("/{token}")
    @PermitAll
    @Operation(hidden = true)
    public Response question(String token) {
        return answered(() -> {
            QuestionView question = surveys.question(token);
            List<Integer> scores = IntStream.rangeClosed(question.least(), question.most())
                    .boxed()
                    .toList();
            return Pages.question(question, scores);
        });
    }

    @POST
    @Path("/{token}")
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response answer(String token, @RestForm String score, @RestForm String comment) {
        return answered(() -> {
            if (comment != null && comment.length() > 4000) {
                throw RequestFaults.problem("comment", "must not be longer than 4000 characters");
            }
            if (comment != null && comment.indexOf('\0') >= 0) {
                throw RequestFaults.problem("comment", "must not contain the character NUL");
            }
            Integer chosen = QueryValues.whole("score", score);
            if (chosen == null) {
                throw RequestFaults.problem("score", "must be chosen");
            }
            surveys.answer(new AnswerRequest(token, chosen, comment));
            return Pages.message("Thank you. Your answer is kept.");
        });
    }

    private static Response answered(Supplier<TemplateInstance> page) {
        try {
            return page(200, page.get());
        } catch (Problem refusal) {
            return page(refusal.status(), Pages.message(refusal.getMessage()));
        }
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .type("text/html;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .header("X-Robots-Tag", "noindex")
                .entity(page.render())
                .build();
    }
}
