package io.tandem.crm.hubspot;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds calls against the descriptions that HubSpot publishes. */
final class PublishedApi {
    private static final Map<String, String> BY_PATH = Map.ofEntries(
            Map.entry("/crm/v3/objects/companies", "companies"),
            Map.entry("/crm/v3/objects/contacts", "contacts"),
            Map.entry("/crm/v3/objects/0-3", "deals"),
            Map.entry("/crm/v3/objects/notes", "notes"),
            Map.entry("/crm/v3/objects/tasks", "tasks"),
            Map.entry("/crm/v3/objects/meetings", "meetings"),
            Map.entry("/crm/v4/associations", "associations"),
            Map.entry("/crm/v3/owners", "owners"),
            Map.entry("/crm/v3/properties", "properties"),
            Map.entry("/crm/v3/pipelines", "pipelines"),
            Map.entry("/account-info", "account-info"));

    private final Map<String, OpenApiInteractionValidator> validators = new HashMap<>();

    /** What is wrong with a call and its answer; empty if nothing is. */
    synchronized String faults(String method, String uri, String body, int status, String answer) {
        URI address = URI.create(uri);
        String name = BY_PATH.entrySet().stream()
                .filter(entry -> address.getPath().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (name == null) {
            return method + " " + uri + " is in no description";
        }
        OpenApiInteractionValidator validator = validators.computeIfAbsent(name, PublishedApi::load);
        SimpleRequest.Builder request = new SimpleRequest.Builder(method, address.getPath());
        if (body != null && !body.isEmpty()) {
            request.withBody(body).withContentType("application/json");
        }
        if (address.getRawQuery() != null) {
            for (String pair : address.getRawQuery().split("&")) {
                String[] parts = pair.split("=", 2);
                request.withQueryParam(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        ValidationReport report = validator.validateRequest(request.build());
        if (status < 300) {
            SimpleResponse.Builder response = SimpleResponse.Builder.status(status);
            if (answer != null && !answer.isEmpty()) {
                response.withContentType("application/json").withBody(answer);
            }
            report = report.merge(
                    validator.validateResponse(address.getPath(), Request.Method.valueOf(method), response.build()));
        }
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .map(message -> method + " " + uri + ": " + message.getMessage())
                .collect(Collectors.joining("\n"));
    }

    private static OpenApiInteractionValidator load(String name) {
        try (InputStream in = PublishedApi.class.getResourceAsStream("/hubspot/" + name + ".json")) {
            return OpenApiInteractionValidator.createForInlineApiSpecification(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
