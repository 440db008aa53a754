package io.tandem.e2e;

import static io.tandem.e2e.Journey.answers;
import static io.tandem.e2e.Journey.eventually;
import static io.tandem.e2e.Journey.signUpAndAwaitDecision;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** People who change relationships by Tandem's own API. */
final class PeopleHere {
    private static final List<String> STAGES =
            List.of("DISCOVERY", "DEMO", "TECHNICAL_EVALUATION", "BUSINESS_CASE", "PROCUREMENT");
    private static final int MOST_DEALS = 2;
    private static final int AT_ONCE = 4;

    private record Person(String account, String id) {}

    private record Deal(String account, String id, String name) {}

    private final CrmInstance crm;
    private final Wanted wanted;
    private final Random random;
    private final List<String> accounts = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<Deal> deals = new ArrayList<>();

    PeopleHere(CrmInstance crm, Wanted wanted, Random random) {
        this.crm = crm;
        this.wanted = wanted;
        this.random = random;
    }

    /** Companies sign up, each large enough to be served by people, and each with a second person whom people add. */
    void signUp(int companies, String name) throws Exception {
        ExecutorService visitors = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<String>> signups = new ArrayList<>();
            for (int i = 0; i < companies; i++) {
                Map<String, Object> answers = answers("ana@" + i + name, "1001-5000");
                signups.add(
                        visitors.submit(() -> signUpAndAwaitDecision(answers).getString("accountId")));
            }
            for (Future<String> signup : signups) {
                accounts.add(signup.get(5, TimeUnit.MINUTES));
            }
        } finally {
            visitors.shutdownNow();
        }
        for (int i = 0; i < companies; i++) {
            String account = accounts.get(i);
            String path = "/api/v1/relationships/" + account + "/stakeholders";
            List<String> found = eventually()
                    .atMost(Duration.ofMinutes(3))
                    .until(
                            () -> crm.answer(request -> request.get(path))
                                    .jsonPath()
                                    .getList("personId", String.class),
                            ids -> ids != null && !ids.isEmpty());
            people.add(new Person(account, found.get(0)));
            Map<String, Object> colleague = Map.of("name", "Ben Berg", "email", "ben@" + i + name);
            people.add(new Person(
                    account,
                    crm.make(request -> request.body(colleague).post(path)).path("personId")));
        }
    }

    /** @param known ids of records that the CRM is known to have */
    void change(List<String> known) {
        switch (random.nextInt(10)) {
            case 0, 1 -> chooseOwner();
            case 2, 3, 4 -> describe();
            case 5 -> silence();
            case 6 -> note();
            case 7 -> open();
            case 8 -> reprice(known);
            default -> move();
        }
    }

    private void chooseOwner() {
        String account = any(accounts);
        String email = any(List.of("maya", "jonas", "ines")) + "@tandem.example";
        put(
                "/api/v1/relationships/" + account + "/owner",
                Map.of(
                        "id",
                        UUID.nameUUIDFromBytes(email.getBytes(StandardCharsets.UTF_8)),
                        "name",
                        email,
                        "email",
                        email));
        wanted.said(account, "owner", email);
    }

    private void describe() {
        Person person = any(people);
        String title = any(List.of("CEO", "COO", "Head of Operations", "Analyst"));
        put("/api/v1/relationships/" + person.account() + "/stakeholders/" + person.id(), Map.of("title", title));
        wanted.said(person.id(), "jobTitle", title);
    }

    private void silence() {
        Person person = any(people);
        boolean silent = random.nextBoolean();
        put(
                "/api/v1/relationships/" + person.account() + "/stakeholders/" + person.id() + "/preferences",
                Map.of("doNotContact", silent));
        wanted.said(person.id(), "doNotContact", Boolean.toString(silent));
    }

    private void note() {
        String text = "Noted here " + UUID.randomUUID();
        String path = "/api/v1/relationships/" + any(accounts) + "/interactions";
        Map<String, Object> note = Map.of(
                "kind", "NOTE", "summary", text, "occurredAt", Instant.now().toString());
        crm.make(request -> request.body(note).post(path));
        wanted.notedHere(text);
    }

    private void open() {
        String account = any(accounts);
        if (deals.stream().filter(deal -> deal.account().equals(account)).count() >= MOST_DEALS) {
            describe();
            return;
        }
        String name = "Sale " + UUID.randomUUID();
        String amount = Integer.toString(1_000 + random.nextInt(9_000));
        Map<String, Object> opportunity = Map.of(
                "accountId",
                account,
                "name",
                name,
                "amount",
                Map.of("amount", amount + ".00", "currency", "USD"),
                "closeDate",
                "2027-03-31",
                "exception",
                "They asked for it");
        String id = crm.make(request -> request.body(opportunity).post("/api/v1/opportunities"))
                .path("id");
        deals.add(new Deal(account, id, name));
        wanted.sent(id, "dealname", name);
        wanted.sent(id, "amount", amount);
        wanted.changed();
    }

    /** The CRM's amount holds, so this is to have no effect once that has one. */
    private void reprice(List<String> known) {
        List<Deal> there =
                deals.stream().filter(deal -> known.contains(deal.id())).toList();
        if (there.isEmpty()) {
            describe();
            return;
        }
        Deal deal = any(there);
        Map<String, Object> change = new HashMap<>();
        change.put("name", deal.name());
        change.put("amount", Map.of("amount", (1_000 + random.nextInt(9_000)) + ".00", "currency", "USD"));
        change.put("closeDate", "2027-0" + (1 + random.nextInt(9)) + "-01");
        change.put("forecastCategory", "PIPELINE");
        put("/api/v1/opportunities/" + deal.id(), change);
        wanted.changed();
    }

    private void move() {
        if (deals.isEmpty()) {
            describe();
            return;
        }
        Deal deal = any(deals);
        String stage = any(STAGES);
        put(
                "/api/v1/opportunities/" + deal.id() + "/stage",
                Map.of("stage", stage, "exception", "They are in a hurry"));
        wanted.said(deal.id(), "stage", stage);
    }

    /** What is as it is wanted already answers with a conflict. */
    private void put(String path, Map<String, ?> body) {
        Function<RequestSpecification, Response> call =
                request -> request.body(body).put(path);
        Response response = crm.answer(call);
        if (response.statusCode() != 200 && response.statusCode() != 409) {
            throw new IllegalStateException("PUT " + path + ": " + response.statusCode() + " " + response.asString());
        }
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
