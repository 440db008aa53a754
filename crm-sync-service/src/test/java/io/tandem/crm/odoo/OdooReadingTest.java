package io.tandem.crm.odoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tandem.crm.connector.ChangePage;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.connector.CrmRecord;
import io.tandem.crm.connector.LostRecord;
import io.tandem.crm.connector.OutgoingRecord;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.CrmStage;
import io.tandem.crm.domain.RecordKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Odoo says: what changed, what was merged or done, and its pipelines. */
class OdooReadingTest extends OdooCalls {
    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void tellsWhereMergedPartnersWentByOurNameOfThemElseByTheirEmail(int version) throws CrmException {
        odoo = new OdooStub(version);
        String ours = write(RecordKind.CONTACT, new OutgoingRecord(id(1), null, Map.of("name", "Ana"), null, 1))
                .remoteId();
        long kept = odoo.data.create("res.partner", Map.of("name", "Ana R.", "email", "ana@x.example"));
        odoo.data.merge(Long.parseLong(ours), kept);
        long before = odoo.data.create("res.partner", Map.of("name", "Ben", "email", "ben@x.example"));
        odoo.data.delete(before);
        long stays = odoo.data.create("res.partner", Map.of("name", "Ben", "email", "Ben <Ben@x.example>"));
        long twice = odoo.data.create("res.partner", Map.of("name", "Cem", "email", "cem@x.example"));
        odoo.data.delete(twice);
        odoo.data.create("res.partner", Map.of("name", "Cem", "email", "cem@x.example"));
        odoo.data.create("res.partner", Map.of("name", "Cem", "email", "cem@x.example"));

        Map<String, String> moved = connector.moved(
                session(),
                RecordKind.CONTACT,
                Map.of(
                        ours,
                        new LostRecord(id(1), "ana@x.example", null),
                        Long.toString(before),
                        new LostRecord(id(2), "ben@x.example", null),
                        Long.toString(twice),
                        new LostRecord(id(3), "cem@x.example", null),
                        "999999",
                        new LostRecord(id(4), "nobody@x.example", null)));

        assertEquals(Map.of(ours, Long.toString(kept), Long.toString(before), Long.toString(stays)), moved);
    }

    @Test
    void mergedCompanyIsKnownByTheDomainOfItsEmailToo() throws CrmException {
        odoo = new OdooStub(17);
        long kept = odoo.data.create(
                "res.partner", Map.of("name", "Acme", "is_company", true, "email", "Info <info@acme-one.example>"));

        assertEquals(
                Map.of("999999", Long.toString(kept)),
                connector.moved(
                        session(),
                        RecordKind.COMPANY,
                        Map.of("999999", new LostRecord(id(1), "acme-one.example", null))));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void tellsWhichActivitiesWereDoneAndByWhom(int version) throws CrmException {
        odoo = new OdooStub(version);
        String company = write(RecordKind.COMPANY, new OutgoingRecord(id(1), null, Map.of("name", "One"), null, 1))
                .remoteId();
        Map<String, LostRecord> tasks = new HashMap<>();
        for (String subject : List.of("R&D asked", "Later", "Called off")) {
            String task = write(
                            RecordKind.TASK,
                            new OutgoingRecord(
                                    UUID.randomUUID(),
                                    null,
                                    Map.of("summary", subject, "date_deadline", "2026-03-02T09:00:00Z"),
                                    company,
                                    1))
                    .remoteId();
            tasks.put(task, new LostRecord(null, subject, company));
            if (subject.startsWith("R")) {
                odoo.data.done(Long.parseLong(task), "\"Maya Lind\" <maya@tandem.example>", version >= 18);
            } else if (subject.startsWith("C")) {
                odoo.data.callOff(Long.parseLong(task));
            }
        }

        List<CrmRecord> read = connector.read(session(), RecordKind.TASK, Set.of(), List.copyOf(tasks.keySet()));
        Map<String, String> done = new HashMap<>();
        read.stream()
                .filter(task -> task.completion() != null)
                .forEach(task -> done.put(
                        tasks.get(task.remoteId()).name(), task.completion().by()));
        Map<String, LostRecord> lost = new HashMap<>(tasks);
        lost.keySet()
                .retainAll(read.stream()
                        .filter(CrmRecord::deleted)
                        .map(CrmRecord::remoteId)
                        .toList());
        connector
                .completed(session(), lost)
                .forEach((id, how) -> done.put(tasks.get(id).name(), how.by()));

        assertEquals(3, read.size());
        assertEquals(version >= 18 ? 1 : 2, lost.size());
        assertEquals(Map.of("R&D asked", "maya@tandem.example"), done);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void readsWhatIsThereAndKnowsItsOwnAgain(int version) throws CrmException {
        odoo = new OdooStub(version);
        write(RecordKind.COMPANY, new OutgoingRecord(id(1), null, Map.of("name", "Ours", "user_id", MAYA), null, 1));
        Map<String, Object> theirs = new HashMap<>(Map.of("name", "Theirs", "is_company", true));
        theirs.put("website", "http://www.theirs.example/shop");
        long partner = odoo.data.create("res.partner", theirs);
        odoo.data.create("res.partner", Map.of("name", "A person", "is_company", false));

        ChangePage page = connector.changes(session(), RecordKind.COMPANY, Set.of("name", "website", "user_id"), null);
        assertEquals(2, page.records().size());
        CrmRecord ours = page.records().get(0);
        assertEquals(id(1), ours.id());
        assertEquals(MAYA, ours.properties().get("user_id"));
        CrmRecord other = page.records().get(1);
        assertEquals("theirs.example", other.properties().get("website"));
        assertEquals(Long.toString(partner), other.remoteId());

        assertTrue(connector
                .read(session(), RecordKind.COMPANY, Set.of("name"), List.of("4711"))
                .get(0)
                .deleted());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void everythingOfOneSecondIsRead(int version) throws CrmException {
        odoo = new OdooStub(version);
        Instant then = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 450; i++) {
            long id = odoo.data.create("res.partner", Map.of("name", "Company " + i, "is_company", true));
            odoo.data.changedAt("res.partner", id, then);
            made.add(Long.toString(id));
        }
        Set<String> read = new HashSet<>();
        String position = null;
        ChangePage page;
        do {
            page = connector.changes(session(), RecordKind.COMPANY, Set.of("name"), position);
            page.records().forEach(record -> read.add(record.remoteId()));
            if (position != null) {
                // Whoever is changed meanwhile leaves the others where they are.
                page.records().stream()
                        .limit(3)
                        .forEach(record -> odoo.data.changedAt(
                                "res.partner", Long.parseLong(record.remoteId()), then.plusSeconds(60)));
            }
            position = page.position();
        } while (page.more());
        assertEquals(made, read);
        page = connector.changes(session(), RecordKind.COMPANY, Set.of("name"), position);
        assertEquals(List.of(), page.records(), "what is settled is not read again");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void partnersAreKnownByTheirAddresses(int version) throws CrmException {
        odoo = new OdooStub(version);
        odoo.data.create("res.partner", Map.of("name", "One", "is_company", true, "email", "info@one.example"));
        odoo.data.create(
                "res.partner", Map.of("name", "Two", "is_company", true, "website", "https://shop.two.co.uk/a"));
        odoo.data.create("res.partner", Map.of("name", "Ana", "email", "Ana <Ana@one.example>; b@one.example"));
        odoo.data.create("res.partner", Map.of("name", "Bills", "email", "bills@one.example", "type", "invoice"));
        assertEquals(List.of("one.example", "two.co.uk"), matches(RecordKind.COMPANY));
        assertEquals(List.of("Ana@one.example"), matches(RecordKind.CONTACT));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void stagesAreThoseOfEverybodyOrOfATeam(int version) throws CrmException {
        odoo = new OdooStub(version);
        odoo.data.stageTeams = version == 17 ? "team_id" : "team_ids";
        odoo.data.all("crm.stage").get(3L).put(odoo.data.stageTeams, version == 17 ? (Object) 5 : List.of(5));
        List<CrmPipeline> pipelines = connector.pipelines(session());
        assertEquals(
                List.of("all", "5"), pipelines.stream().map(CrmPipeline::id).toList());
        assertEquals(
                List.of("New", "Qualified", "Won", "Lost"),
                pipelines.get(0).stages().stream().map(CrmStage::label).toList());
        assertEquals("Europe", pipelines.get(1).label());
        assertEquals(
                List.of("1", "2", "3", "4", "lost"),
                pipelines.get(1).stages().stream().map(CrmStage::id).toList());
        assertTrue(pipelines.get(1).stage("4").orElseThrow().won());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void peopleAndSalesBelongToTheCompanyAboveThem(int version) throws CrmException {
        odoo = new OdooStub(version);
        long company = odoo.data.create("res.partner", Map.of("name", "Harbourline", "is_company", true));
        long ana = odoo.data.create(
                "res.partner", Map.of("name", "Ana", "is_company", false, "commercial_partner_id", company));
        long sale = odoo.data.create("crm.lead", Map.of("name", "Pilot", "type", "opportunity", "partner_id", ana));
        CrmRecord person = read(RecordKind.CONTACT, ana);
        assertEquals(Long.toString(company), person.companyId());
        assertTrue(person.createdAt().isAfter(Instant.now().minusSeconds(60)));
        assertEquals(Long.toString(company), read(RecordKind.DEAL, sale).companyId());

        odoo.data.all("res.partner").get(ana).put("commercial_partner_id", ana);
        assertNull(read(RecordKind.CONTACT, ana).companyId());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void commentsBelongToTheCompanyOfWhomeverTheyAreAbout(int version) throws CrmException {
        odoo = new OdooStub(version);
        long company = odoo.data.create("res.partner", Map.of("name", "Harbourline", "is_company", true));
        odoo.data.all("res.partner").get(company).put("commercial_partner_id", company);
        long ana = odoo.data.create("res.partner", Map.of("name", "Ana", "commercial_partner_id", company));
        long sale = odoo.data.create("crm.lead", Map.of("name", "Pilot", "partner_id", ana));
        comment("res.partner", company);
        comment("res.partner", ana);
        comment("crm.lead", sale);
        comment("res.users", 7);
        List<CrmRecord> read = connector
                .changes(session(), RecordKind.NOTE, Set.of("body", "date"), null)
                .records();
        String all = Long.toString(company);
        assertEquals(
                List.of(all, all, all), read.stream().map(CrmRecord::companyId).toList());
        assertEquals("<p>Good</p>", read.get(2).properties().get("body"));
    }

    private List<String> matches(RecordKind kind) throws CrmException {
        String property = connector.matchProperty(kind).orElseThrow();
        return connector.changes(session(), kind, Set.of("name"), null).records().stream()
                .map(record -> record.properties().get(property))
                .toList();
    }

    private void comment(String model, long id) {
        odoo.data.create(
                "mail.message", Map.of("model", model, "res_id", id, "message_type", "comment", "body", "<p>Good</p>"));
    }

    private CrmRecord read(RecordKind kind, long id) throws CrmException {
        return connector
                .read(session(), kind, Set.of("name"), List.of(Long.toString(id)))
                .get(0);
    }
}
