package io.tandem.e2e;

import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.crm.hubspot.StoredObject;
import io.tandem.e2e.CrmInstance.Linked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** People who type, merge and delete in HubSpot, which tells of it at once, late, twice, in the wrong order, or never. */
final class PeopleThere {
    static final Map<String, String> OWNERS =
            Map.of("71", "maya@tandem.example", "72", "jonas@tandem.example", "73", "ines@tandem.example");
    static final Map<String, String> TYPES =
            Map.of("COMPANY", "companies", "CONTACT", "contacts", "DEAL", "0-3", "NOTE", "notes", "TASK", "tasks");
    static final String STAGE = "dealstage";
    private static final Map<String, String> EVENTS =
            Map.of("COMPANY", "company", "CONTACT", "contact", "DEAL", "deal");

    /** @param needed whether HubSpot tries again until it is heard, since nothing else tells of it */
    private record Late(String events, boolean needed) {}

    private final CrmInstance crm;
    private final HubSpotStub hubSpot;
    private final Wanted wanted;
    private final Random random;
    private final List<Late> late = new ArrayList<>();
    /** Ids of what is in HubSpot and none of Tandem's business. */
    private final Set<String> foreign = new HashSet<>();

    private int forged;
    private int heard;

    PeopleThere(CrmInstance crm, HubSpotStub hubSpot, Wanted wanted, Random random) {
        this.crm = crm;
        this.hubSpot = hubSpot;
        this.wanted = wanted;
        this.random = random;
    }

    Set<String> foreign() {
        return foreign;
    }

    int forged() {
        return forged;
    }

    /** How many webhooks were taken. */
    int heard() {
        return heard;
    }

    /** @param known records of Tandem's that are there */
    void change(List<Linked> known) {
        List<Linked> left =
                known.stream().filter(record -> !wanted.isOver(record.id())).toList();
        if (left.isEmpty()) {
            return;
        }
        Linked picked = any(left);
        String id = alive(picked);
        if (id == null) {
            return;
        }
        Linked record = new Linked(picked.kind(), picked.id(), id, picked.state(), false);
        int what = random.nextInt(100);
        if (what == 0 && !record.kind().equals("NOTE")) {
            delete(record);
            tell(record.kind(), "deletion", record.remoteId(), true);
        } else if (what < 4 && !record.kind().equals("NOTE")) {
            merge(record, left);
        } else if (what < 14 && record.kind().equals("COMPANY")) {
            note(record);
        } else {
            type(record);
        }
        if (random.nextInt(3) == 0) {
            tellLate();
        }
    }

    void delete(Linked record) {
        hubSpot.data.archive(TYPES.get(record.kind()), record.remoteId());
        wanted.deleted(record.id());
    }

    private void merge(Linked record, List<Linked> left) {
        String type = TYPES.get(record.kind());
        List<Linked> others = left.stream()
                .filter(other ->
                        other.kind().equals(record.kind()) && !other.remoteId().equals(record.remoteId()))
                .toList();
        int how = random.nextInt(3);
        if (how == 0 && !others.isEmpty()) {
            Linked winner = any(others);
            String id = alive(winner);
            if (id != null && !id.equals(record.remoteId())) {
                hubSpot.data.merge(type, record.remoteId(), id);
                wanted.merged(record.id(), winner.id(), !id.equals(bare(winner.remoteId())));
                tell(record.kind(), "merge", id, false);
            }
        } else if (how == 1) {
            String winner = hubSpot.data.create(type, Map.of("phone", "+49 30 1234"));
            hubSpot.data.merge(type, record.remoteId(), winner);
            wanted.mixed(record.id());
            tell(record.kind(), "merge", winner, false);
        } else {
            String loser = hubSpot.data.create(type, Map.of("phone", "+49 30 5678"));
            if (random.nextBoolean()) {
                hubSpot.data.merge(type, loser, record.remoteId());
                wanted.changed();
                tell(record.kind(), "merge", record.remoteId(), false);
            } else {
                foreign.add(loser);
            }
        }
    }

    /** The id under which people see it now; null if it is gone. */
    private String alive(Linked record) {
        StoredObject object = hubSpot.data.at(TYPES.get(record.kind()), bare(record.remoteId()));
        return object == null ? null : Long.toString(HubSpotStub.id(object));
    }

    private void note(Linked company) {
        String text = "Noted there " + UUID.randomUUID();
        boolean meeting = random.nextBoolean();
        String type = meeting ? "meetings" : "notes";
        String id = hubSpot.data.create(
                type,
                Map.of(
                        meeting ? "hs_meeting_title" : "hs_note_body",
                        text,
                        "hs_timestamp",
                        Instant.now().toString()));
        hubSpot.data.put(type, id, company.remoteId());
        wanted.notedThere(text);
    }

    private void type(Linked record) {
        Map<String, String> values =
                switch (record.kind()) {
                    case "COMPANY" ->
                        any(List.of(
                                Map.of("hubspot_owner_id", any(List.of("71", "72", "73"))),
                                Map.of("name", "Harbourline " + random.nextInt(9)),
                                Map.of("tandem_grade", "typed"),
                                Map.of("country", any(List.of("Portugal", "Spain")))));
                    case "CONTACT" ->
                        any(List.of(
                                Map.of("jobtitle", any(List.of("CTO", "CFO", ""))),
                                Map.of("firstname", any(List.of("Ana Maria", "Anna")))));
                    case "DEAL" ->
                        any(List.of(
                                Map.of("dealname", "Renamed " + random.nextInt(9)),
                                Map.of("amount", Integer.toString(10_000 + random.nextInt(9_000))),
                                Map.of("closedate", "2027-0" + (1 + random.nextInt(9)) + "-15"),
                                Map.of(STAGE, any(List.of("presentationscheduled", "contractsent", "closedwon")))));
                    default -> Map.of("hs_note_body", "typed");
                };
        hubSpot.data.edit(TYPES.get(record.kind()), record.remoteId(), values);
        values.forEach((property, value) ->
                wanted.typed(record.id(), property, property.equals("hubspot_owner_id") ? OWNERS.get(value) : value));
        if (!record.kind().equals("NOTE") && random.nextInt(3) > 0) {
            tell(record.kind(), "propertyChange", record.remoteId(), false);
        }
    }

    private void tell(String kind, String what, String remoteId, boolean needed) {
        List<String> events = new ArrayList<>();
        int times = 1 + random.nextInt(3);
        for (int at = 0; at < times; at++) {
            events.add("{\"subscriptionType\":\"%s.%s\",\"objectId\":%s,\"occurredAt\":%d}"
                    .formatted(EVENTS.get(kind), what, remoteId, at));
        }
        Collections.shuffle(events, random);
        late.add(new Late("[" + String.join(",", events) + "]", needed));
        Collections.shuffle(late, random);
        if (random.nextInt(10) == 0) {
            // Somebody else's, and one that was caught and is sent again much later.
            refused(crm.notice(late.get(0).events(), true, Instant.now()));
            refused(crm.notice(late.get(0).events(), false, Instant.now().minus(Duration.ofMinutes(6))));
        }
    }

    private void refused(int status) {
        if (status != 401 && status != 0 && status < 500) {
            throw new IllegalStateException("A webhook that is not HubSpot's was answered with " + status);
        }
        forged++;
    }

    void tellLate() {
        late.removeIf(notice -> {
            boolean taken = crm.notice(notice.events(), false, Instant.now()) == 204;
            heard += taken ? 1 : 0;
            return taken || !notice.needed();
        });
    }

    static String bare(String remoteId) {
        return remoteId.substring(remoteId.indexOf(':') + 1);
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
