package io.tandem.signup.signups;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.tandem.kit.delivery.Idempotent;
import io.tandem.kit.web.CallerAddress;
import io.tandem.kit.web.Page;
import io.tandem.kit.web.PageRequest;
import io.tandem.kit.web.Problem;
import io.tandem.kit.web.Roles;
import io.tandem.signup.sources.Sender;
import io.tandem.signup.sources.WriteKeys;
import io.tandem.signup.tokens.Purpose;
import io.tandem.signup.tokens.SignedTokens;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestStreamElementType;

/** Submitted forms and their answers. */
@Path("/api/v1/signups")
@Tag(name = "Signups", description = "Submitted forms and their answers")
class SignupsResource {
    private final WriteKeys writeKeys;
    private final SignupIntake intake;
    private final SignupService signups;
    private final Decisions decisions;
    private final SignedTokens tokens;
    private final SignupConfig config;
    private final CurrentVertxRequest call;

    SignupsResource(
            WriteKeys writeKeys,
            SignupIntake intake,
            SignupService signups,
            Decisions decisions,
            SignedTokens tokens,
            SignupConfig config,
            CurrentVertxRequest call) {
        this.writeKeys = writeKeys;
        this.intake = intake;
        this.signups = signups;
        this.decisions = decisions;
        this.tokens = tokens;
        this.config = config;
        this.call = call;
    }

    @POST
    @PermitAll
    @Idempotent
    @Blocking
    @Operation(
            summary = "Submit the form",
            description =
                    "Answers with the decision if it is known in time (1 s unless configured otherwise, 0.3 s while"
                            + " nothing decides), else"
                            + " lets the visitor into the product and tells where the decision will appear. The same answers"
                            + " submitted again are the same signup. The source's write key comes as Basic user name without"
                            + " password, as Bearer token, or as body member.")
    @APIResponse(
            responseCode = "201",
            description = "Decided",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignupView.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted; the decision follows",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SignupView.class)))
    @APIResponse(responseCode = "400", description = "All faults of the form")
    @APIResponse(responseCode = "401", description = "No write key, several different ones, or one that is not valid")
    @APIResponse(responseCode = "413", description = "More than 32 KB")
    @APIResponse(responseCode = "429", description = "Too many from this address or company; see Retry-After")
    @APIResponse(responseCode = "503", description = "It cannot be stored now; try again after Retry-After")
    public CompletionStage<RestResponse<SignupView>> submit(
            @Context HttpHeaders headers, @Context HttpServerRequest caller, SignupRequest request) {
        if (request == null) {
            throw Problem.badRequest("The form is empty.");
        }
        Sender sender = writeKeys.senderOf(headers.getHeaderString(HttpHeaders.AUTHORIZATION), request.writeKey());
        return intake.submit(sender, CallerAddress.of(caller.remoteAddress().hostAddress()), request, decideBy())
                .thenApply(this::answer);
    }

    /** Counted from when the call came, so that nobody waits longer because many came at once. */
    private Instant decideBy() {
        Long startedNanos = call.getCurrent().get(VertxHttpRecorder.REQUEST_START_TIME);
        long waitedNanos = startedNanos == null ? 0 : System.nanoTime() - startedNanos;
        return Instant.now().minusNanos(waitedNanos).plus(decisions.patience());
    }

    private RestResponse<SignupView> answer(SignupIntake.Answer answer) {
        Signup signup = answer.signup();
        RestResponse.Status status =
                signup.decision().isPresent() ? RestResponse.Status.CREATED : RestResponse.Status.ACCEPTED;
        // Relative, for only the gateway knows under which address the visitor came.
        return RestResponse.ResponseBuilder.create(
                        status, SignupView.from(signup, config.startProductUrl(), returningToken(answer.tokenOf())))
                .header(HttpHeaders.LOCATION, SignupView.pathOf(signup.id()))
                .build();
    }

    @GET
    @RolesAllowed({Roles.ADMIN, Roles.AE, Roles.ANALYST})
    @Operation(summary = "List signups, latest first")
    public Page<SignupDetailView> list(
            @RestQuery @Parameter(description = "Only those of this account") UUID accountId,
            @BeanParam PageRequest page) {
        List<SignupDetailView> rows =
                signups.page(Optional.ofNullable(accountId), page.cursorKey(SignupCursor::parse), page.limit() + 1);
        return Page.of(rows, page.limit(), SignupCursor::keyOf);
    }

    @GET
    @Path("/{id}")
    @PermitAll
    @Operation(
            summary = "What became of a signup",
            description = "The id is the permission: it cannot be guessed, and the answer says nothing of the person.")
    @APIResponse(responseCode = "200", description = "Its status, and the decision once there is one")
    @APIResponse(responseCode = "404", description = "There is no such signup")
    public SignupView one(UUID id) {
        return view(known(id));
    }

    @GET
    @Path("/{id}/events")
    @PermitAll
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Wait for the decision of a signup",
            description = "Server-sent events: one event `decided`, at once if it is known already, with the signup as"
                    + " data; comments while it is not. Ends with the decision, or after some minutes without.")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = SignupView.class)))
    @APIResponse(responseCode = "404", description = "There is no such signup")
    public Multi<OutboundSseEvent> events(UUID id, @Context Sse sse) {
        Signup signup = known(id);
        return Multi.createBy()
                .repeating()
                .completionStage(() -> decisions.ofStreamed(id, config.streamHeartbeat()))
                .whilst(Optional::isEmpty)
                .map(decision -> decision.isEmpty()
                        ? sse.newEventBuilder().comment("waiting").build()
                        : sse.newEventBuilder()
                                .name("decided")
                                .data(view(signup.with(decision)))
                                .build())
                .select()
                .first(config.streamLimit());
    }

    /** The same for the same signup all day, so that repeated forms get one answer. */
    private String returningToken(UUID signupId) {
        Instant expiresAt = Instant.now().plus(config.returningFor()).truncatedTo(ChronoUnit.DAYS);
        return tokens.sign(Purpose.RETURNING, signupId, expiresAt);
    }

    private Signup known(UUID id) {
        return signups.find(id).orElseThrow(() -> Problem.notFound("There is no such signup."));
    }

    private SignupView view(Signup signup) {
        return SignupView.from(signup, config.startProductUrl(), null);
    }
}
