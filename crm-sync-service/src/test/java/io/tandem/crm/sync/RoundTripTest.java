package io.tandem.crm.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tandem.crm.connector.CrmConnector;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.CrmSession;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.connector.WriteResult;
import io.tandem.crm.connector.WriteResult.Outcome;
import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.RecordKind;
import io.tandem.crm.domain.SyncField;
import io.tandem.crm.hubspot.HubSpotConnector;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.crm.odoo.OdooConnector;
import io.tandem.crm.odoo.OdooStub;
import io.tandem.crm.salesforce.SalesforceConnector;
import io.tandem.crm.salesforce.SalesforceStub;
import io.tandem.kit.web.outbound.OutboundHttp;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we wrote is read back as what we wrote, by every connector: it is no news, and nothing is written again. */
class RoundTripTest {
    private static final UUID ID = new UUID(7, 1);

    private static Vertx vertx;
    private static OutboundHttp http;

    @BeforeAll
    static void out() {
        vertx = Vertx.vertx();
        http = OutboundHttp.forThisMachine(vertx);
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** A CRM, with a stage of its pipeline and the email of whom our calls are made as. */
    private record Crm(
            String name,
            CrmConnector connector,
            URI address,
            Map<String, String> credentials,
            String stage,
            String ourselves,
            Runnable end) {
        CrmSession session() {
            return new CrmSession(new UUID(7, 9), address, credentials, http, Duration.ofSeconds(20));
        }
    }

    private static Crm crm(String name) {
        return switch (name) {
            case "HubSpot" -> {
                HubSpotStub stub = new HubSpotStub();
                yield new Crm(
                        name,
                        new HubSpotConnector(),
                        stub.address(),
                        Map.of("accessToken", HubSpotStub.TOKEN),
                        "appointmentscheduled",
                        "nobody@tandem.example",
                        stub::close);
            }
            case "Salesforce" -> {
                SalesforceStub stub = new SalesforceStub();
                stub.currencies.addAll(Set.of("USD", "EUR"));
                yield new Crm(
                        name,
                        new SalesforceConnector(),
                        stub.address(),
                        Map.of("clientId", "client", "clientSecret", "s&cret"),
                        "Prospecting",
                        SalesforceStub.USER,
                        stub::close);
            }
            default -> {
                OdooStub stub = new OdooStub(name.equals("Odoo 17") ? 17 : 19);
                yield new Crm(
                        name,
                        new OdooConnector(),
                        stub.address(),
                        Map.of("database", OdooStub.DATABASE, "user", OdooStub.USER, "apiKey", OdooStub.KEY),
                        "2",
                        OdooStub.USER,
                        stub::close);
            }
        };
    }

    static Stream<String> crms() {
        return Stream.of("HubSpot", "Salesforce", "Odoo 17", "Odoo 19");
    }

    @ParameterizedTest
    @MethodSource("crms")
    void whatWeWroteIsNoNews(String name) throws CrmException {
        Crm crm = crm(name);
        try {
            crm.connector().prepare(crm.session(), crm.connector().usualFields());
            String company = crm.connector()
                    .write(
                            crm.session(),
                            RecordKind.COMPANY,
                            List.of(new OutgoingRecord(new UUID(7, 8), null, Map.of(), null, 1)))
                    .get(0)
                    .remoteId();
            int number = 0;
            for (RecordKind kind : crm.connector().readable()) {
                if (kind == RecordKind.TASK) {
                    // Of these is only read whether they are done.
                    continue;
                }
                List<Map<SyncField, String>> cases = cases(kind, crm);
                for (Map<SyncField, String> first : cases) {
                    number++;
                    for (Map<SyncField, String> then : cases) {
                        thereAndBack(crm, kind, new UUID(number, 1), first, then, company);
                        number++;
                    }
                }
            }
        } finally {
            crm.end().run();
        }
    }

    private static void thereAndBack(
            Crm crm,
            RecordKind kind,
            UUID id,
            Map<SyncField, String> first,
            Map<SyncField, String> then,
            String company)
            throws CrmException {
        List<FieldMapping> mappings = crm.connector().usualFields().stream()
                .filter(mapping -> mapping.field().kind() == kind)
                .toList();
        Map<SyncField, String> theirs = new EnumMap<>(SyncField.class);
        String remoteId = null;
        for (Map<SyncField, String> values : List.of(first, then)) {
            OurRecord ours = new OurRecord(id, ID, ID, values);
            // Whatever both held is agreed; what people did not change here is not to be sent.
            QueuedRecord queued = queued(kind, id, remoteId, company, theirs);
            Outgoing outgoing = Outgoing.of(queued, ours, company, mappings, true);
            if (outgoing.worthACall()) {
                WriteResult result = crm.connector()
                        .write(crm.session(), kind, List.of(outgoing.record()))
                        .get(0);
                assertEquals(Outcome.WRITTEN, result.outcome(), crm.name() + " " + values + ": " + result.words());
                remoteId = result.remoteId();
                theirs.putAll(SyncWriter.held(mappings, outgoing, result));
            }
            for (CrmRecord read : read(crm, kind, mappings, remoteId)) {
                Seen seen = Seen.of(queued(kind, id, remoteId, company, theirs), ours, read, mappings);
                // In which money the CRM counts is nobody's word.
                Map<SyncField, String> news = new HashMap<>(seen.news());
                news.remove(SyncField.DEAL_CURRENCY);
                assertEquals(Map.of(), news, crm.name() + " " + kind + " " + values);
                assertEquals(Map.of(), seen.adopted(), crm.name() + " " + kind + " " + values);
                assertFalse(seen.write(), crm.name() + " " + kind + " " + values);
            }
        }
        if (kind == RecordKind.CONTACT) {
            // The next one may have the same email.
            crm.connector().erase(crm.session(), kind, remoteId);
        }
    }

    private static List<CrmRecord> read(Crm crm, RecordKind kind, List<FieldMapping> mappings, String remoteId)
            throws CrmException {
        Set<String> properties = mappings.stream().map(FieldMapping::property).collect(Collectors.toSet());
        List<CrmRecord> read =
                new ArrayList<>(crm.connector().read(crm.session(), kind, properties, List.of(remoteId)));
        assertEquals(1, read.size());
        assertFalse(read.get(0).deleted());
        crm.connector().changes(crm.session(), kind, properties, null).records().stream()
                .filter(record -> record.remoteId().equals(remoteId))
                .forEach(read::add);
        return read;
    }

    private static List<Map<SyncField, String>> cases(RecordKind kind, Crm crm) {
        return switch (kind) {
            case COMPANY ->
                List.of(
                        values(
                                kind,
                                Map.of(
                                        "name", "Harbourline",
                                        "domain", "harbourline.example",
                                        "owner", "maya@tandem.example",
                                        "industry", "Software",
                                        "country", "Germany",
                                        "score", "41",
                                        "grade", "A1",
                                        "motion", "SALES_LED",
                                        "stage", "TRIAL",
                                        "whyNow", "Over the limit; several teams")),
                        values(kind, Map.of()),
                        values(kind, Map.of("name", "Zero", "score", "0", "owner", "away@tandem.example")),
                        values(kind, Map.of("name", "Own", "owner", crm.ourselves())));
            case CONTACT ->
                List.of(
                        values(
                                kind,
                                Map.of(
                                        "email", "ana@harbourline.example",
                                        "name", "Ana Lima",
                                        "firstName", "Ana",
                                        "lastName", "Lima",
                                        // What people say is no word of a connector.
                                        "jobTitle", "as before",
                                        "doNotContact", "true")),
                        values(kind, Map.of("email", "ana@harbourline.example")));
            case DEAL ->
                List.of(
                        deal(crm, Map.of("amount", "24000.50", "currency", "USD", "owner", "maya@tandem.example")),
                        deal(crm, Map.of()),
                        deal(crm, Map.of("amount", "0.00", "currency", "USD", "owner", "away@tandem.example")),
                        deal(crm, Map.of("owner", crm.ourselves())),
                        deal(crm, Map.of("amount", "50000.00", "currency", "EUR")));
            default ->
                List.of(
                        values(kind, Map.of("body", "They <want> a pilot\nsoon & cheap", "at", "2026-03-02T09:00:00Z")),
                        values(kind, Map.of("body", "No", "at", "2026-03-02T09:00:00Z")));
        };
    }

    private static Map<SyncField, String> deal(Crm crm, Map<String, String> more) {
        Map<String, String> told = new HashMap<>(more);
        told.putAll(Map.of("name", "Pilot", "stage", crm.stage(), "closeDate", "2026-06-30"));
        return values(RecordKind.DEAL, told);
    }

    private static Map<SyncField, String> values(RecordKind kind, Map<String, String> told) {
        Map<SyncField, String> values = new EnumMap<>(SyncField.class);
        SyncField.of(kind).forEach(field -> values.put(field, field.canonical(told.get(field.label()))));
        assertEquals(
                told.size(),
                Arrays.stream(SyncField.values())
                        .filter(field -> field.kind() == kind && told.containsKey(field.label()))
                        .count());
        return values;
    }

    @Test
    void amountsInOtherMoneyStayApart() {
        List<FieldMapping> mappings = new OdooConnector()
                .usualFields().stream()
                        .filter(mapping -> mapping.field().kind() == RecordKind.DEAL)
                        .toList();
        Map<SyncField, String> values =
                values(RecordKind.DEAL, Map.of("name", "Pilot", "stage", "2", "amount", "50000", "currency", "EUR"));
        Map<SyncField, String> held = new EnumMap<>(values);
        held.put(SyncField.DEAL_CURRENCY, "USD");
        Map<String, String> read = new HashMap<>();
        mappings.forEach(mapping -> read.put(mapping.property(), held.get(mapping.field())));
        read.put("expected_revenue", "60000");
        CrmRecord theirs = new CrmRecord("815", ID, read, null, List.of(), null, false);
        QueuedRecord queued = queued(RecordKind.DEAL, ID, "815", null, held);

        Seen foreign = Seen.of(queued, new OurRecord(ID, ID, ID, values), theirs, mappings);
        assertEquals(Map.of(SyncField.DEAL_AMOUNT, "60000"), foreign.news());
        assertEquals(Map.of(), foreign.adopted());
        assertFalse(foreign.write());
        held.put(SyncField.DEAL_AMOUNT, "60000");
        Map<SyncField, String> sent = Outgoing.of(queued, new OurRecord(ID, ID, ID, values), null, mappings, true)
                .values();
        assertFalse(sent.containsKey(SyncField.DEAL_AMOUNT));

        values.put(SyncField.DEAL_AMOUNT, null);
        values.put(SyncField.DEAL_CURRENCY, null);
        held.put(SyncField.DEAL_AMOUNT, null);
        assertEquals(
                Map.of(SyncField.DEAL_AMOUNT, "60000", SyncField.DEAL_CURRENCY, "USD"),
                Seen.of(queued, new OurRecord(ID, ID, ID, values), theirs, mappings)
                        .adopted());
    }

    /** As it is after everything was sent and seen: both hold the same. */
    private static QueuedRecord queued(
            RecordKind kind, UUID id, String remoteId, String company, Map<SyncField, String> theirs) {
        return new QueuedRecord(
                kind,
                id,
                ID,
                remoteId,
                remoteId == null ? null : company,
                1,
                null,
                SyncState.SENT,
                0,
                false,
                theirs,
                theirs,
                0,
                false,
                null,
                null,
                Map.of());
    }
}
