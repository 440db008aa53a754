package io.tandem.signup.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tandem.signup.domain.FormDefinition;
import io.tandem.signup.domain.Language;
import io.tandem.signup.forms.PublishedForms;
import io.tandem.signup.forms.SourceForm;
import io.tandem.signup.sources.PageTokens;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/** The script for other sites, and the pages for those who have none. They are not part of the REST interface. */
@Path("/forms")
class FormPagesResource {
    private static final Asset SCRIPT = Asset.read("tandem-form.js", "text/javascript;charset=UTF-8");
    private static final Asset STYLE = Asset.read("tandem-page.css", "text/css;charset=UTF-8");

    /** Nothing on these pages is inline and nothing comes from elsewhere. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final PublishedForms forms;
    private final PageTokens tokens;

    FormPagesResource(PublishedForms forms, PageTokens tokens) {
        this.forms = forms;
        this.tokens = tokens;
    }

    @CheckedTemplate(basePath = "forms")
    static class Pages {
        static native TemplateInstance form(UUID sourceId, String token, String title, String locale, boolean german);

        static native TemplateInstance confirm(boolean german);

        static native TemplateInstance missing();

        private Pages() {}
    }

    @GET
    @Path("/tandem-form.js")
    @PermitAll
    @Operation(hidden = true)
    public Response script(@Context Request request) {
        return SCRIPT.answer(request);
    }

    @GET
    @Path("/tandem-page.css")
    @PermitAll
    @Operation(hidden = true)
    public Response style(@Context Request request) {
        return STYLE.answer(request);
    }

    @GET
    @Path("/confirm")
    @PermitAll
    @Operation(hidden = true)
    public Response confirm(@RestQuery String lang) {
        return page(Response.Status.OK, Pages.confirm(Language.of(lang) == Language.GERMAN));
    }

    @GET
    @Path("/{source}")
    @PermitAll
    @Operation(hidden = true)
    public Response form(String source) {
        return sourceId(source)
                .flatMap(forms::of)
                .filter(SourceForm::enabled)
                .map(this::pageOf)
                .map(form -> page(Response.Status.OK, form))
                .orElseGet(() -> page(Response.Status.NOT_FOUND, Pages.missing()));
    }

    private TemplateInstance pageOf(SourceForm source) {
        FormDefinition form = source.current().definition();
        return Pages.form(
                source.sourceId(),
                tokens.issue(source.sourceId()),
                form.title(),
                form.locale(),
                Language.of(form.locale()) == Language.GERMAN);
    }

    private static Optional<UUID> sourceId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private static Response page(Response.Status status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(page.render())
                .header("Content-Security-Policy", POLICY)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
