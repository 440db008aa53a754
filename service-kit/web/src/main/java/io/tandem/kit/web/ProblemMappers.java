package io.tandem.kit.web;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns everything that a REST operation can throw into problem details. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final Set<String> BODY_HEADERS = Set.of("content-type", "content-length");

    @ServerExceptionMapper
    public Response problem(Problem problem) {
        return problem.toResponse();
    }

    @ServerExceptionMapper
    public Response violations(ConstraintViolationException e) {
        return ViolationFaults.problem(e).map(Problem::toResponse).orElseGet(() -> anyOther(e));
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    public Response unauthorized() {
        return Problem.unauthorized("A valid access token is required.").toResponse();
    }

    /** Not the token is at fault but the way to the identity provider. */
    @ServerExceptionMapper
    public Response issuerOutOfReach(OIDCException e) {
        LOG.warn("Tokens cannot be checked", e);
        return Problem.unavailable("The service cannot check tokens at present. Please try again.")
                .toResponse();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e) {
        return Problem.forbidden("The token's roles do not allow this.").toResponse();
    }

    @ServerExceptionMapper
    public Response notFound(NotFoundException e, UriInfo request) {
        return QueryFaults.problem(e, request).map(Problem::toResponse).orElseGet(() -> http(e));
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status >= 500) {
            return anyOther(e);
        }
        var problem = status == 401
                ? Problem.unauthorized("A valid access token is required.")
                : Problem.of(status, HttpFaults.detail(status, e.getMessage()));
        e.getResponse().getStringHeaders().forEach((name, values) -> {
            if (!BODY_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                problem.header(name, String.join(", ", values));
            }
        });
        return problem.toResponse();
    }

    @ServerExceptionMapper
    public Response anyOther(Throwable e) {
        return HttpFaults.of(e).toResponse();
    }
}
