package io.tandem.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.local.StandException;
import io.tandem.local.cli.Api;
import io.tandem.local.cli.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;

/** The companies fill in the form. */
final class Signups {
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final String writeKey;

    Signups(Api api, String writeKey) {
        this.api = api;
        this.writeKey = writeKey;
    }

    /**
     * What came of a company's signup.
     *
     * @param took from the form to the decision, as the visitor waited for it
     * @param playedBefore whether an earlier demo had sent the same form, which was decided then
     */
    record Outcome(
            Company company,
            String signupId,
            String accountId,
            JsonNode decision,
            Duration took,
            boolean playedBefore) {}

    List<Outcome> submit(List<Company> companies, ProgressBar bar) throws InterruptedException {
        ExecutorService visitors = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Outcome>> forms = new ArrayList<>();
            for (Company company : companies) {
                forms.add(() -> {
                    Outcome outcome = submit(company);
                    bar.step();
                    return outcome;
                });
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> done : visitors.invokeAll(forms)) {
                outcomes.add(done.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new StandException("A signup failed: " + e.getCause().getMessage(), e);
        } finally {
            visitors.shutdownNow();
        }
    }

    private Outcome submit(Company company) throws InterruptedException {
        Instant start = Instant.now();
        Person person = company.people().get(0);
        Map<String, Object> form = new HashMap<>();
        form.put("email", person.email());
        form.put("name", person.name());
        form.put("company", company.name());
        form.put("companySize", company.size());
        form.put("role", person.role());
        form.put("useCase", company.useCase());
        form.put("country", company.country());
        form.put("talkToSales", company.talkToSales());
        form.put("userId", person.userId());
        form.put("utm", Map.of("source", "demo", "campaign", "a-month"));
        Answer answer = api.postWithKey("/api/v1/signups", writeKey, form);
        if (answer.status() != 201 && answer.status() != 202) {
            throw new StandException(answer.status() + " " + answer.body());
        }
        JsonNode signup = answer.body();
        while (!signup.path("status").asText().equals("DECIDED")) {
            if (Duration.between(start, Instant.now()).compareTo(PATIENCE) > 0) {
                throw new StandException("no decision for " + company.name() + " after " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(200);
            signup = api.get("/api/v1/signups/" + signup.path("id").asText()).body();
        }
        return new Outcome(
                company,
                signup.path("id").asText(),
                signup.path("accountId").asText(),
                signup.path("decision"),
                Duration.between(start, Instant.now()),
                Instant.parse(signup.path("decision").path("decidedAt").asText())
                        .isBefore(start));
    }
}
