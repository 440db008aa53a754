package io.tandem.e2e;

import static io.tandem.e2e.PeopleThere.OWNERS;
import static io.tandem.e2e.PeopleThere.STAGE;
import static io.tandem.e2e.PeopleThere.TYPES;
import static io.tandem.e2e.PeopleThere.bare;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.tandem.crm.hubspot.HubSpotStub;
import io.tandem.crm.hubspot.StoredObject;
import io.tandem.e2e.CrmInstance.Linked;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what is here with what is in HubSpot, and both with what people wanted. */
final class BothSides {
    private final CrmInstance crm;
    private final HubSpotStub hubSpot;
    private final Wanted wanted;
    private Map<String, List<String>> stages;

    BothSides(CrmInstance crm, HubSpotStub hubSpot, Wanted wanted) {
        this.crm = crm;
        this.hubSpot = hubSpot;
        this.wanted = wanted;
    }

    /** @return how many fields were compared */
    int agree(Set<String> foreign) throws SQLException {
        stages = crm.stages();
        List<Linked> records = crm.records();
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Linked record : records) {
            if (!wanted.states(record.id()).contains(record.state())) {
                wrong.add(record + " is not " + wanted.states(record.id()) + "; " + there(record) + "; "
                        + crm.details(record).asString());
            } else if (record.state().equals("SENT") && !record.madeThere()) {
                compared += compare(record, wrong);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(records.stream()
                        .filter(record -> record.state().equals("SENT") && record.remoteId() != null)
                        .collect(Collectors.groupingBy(record -> record.kind() + " " + record.remoteId()))
                        .values())
                .as("records that stand for the same in HubSpot")
                .allMatch(same -> same.size() == 1);
        nothingIsThereTwice(records, foreign);
        everyNoteIsThereOnce();
        assertThat(crm.unclean()).as("versions of the ledger that are not done").isZero();
        assertThat(hubSpot.faults()).isEmpty();
        return compared;
    }

    private int compare(Linked record, List<String> wrong) {
        StoredObject there = hubSpot.data.at(TYPES.get(record.kind()), bare(record.remoteId()));
        if (there == null) {
            wrong.add(record + " is not in HubSpot");
            return 0;
        }
        JsonPath details = crm.details(record).jsonPath();
        List<Map<String, String>> fields = details.getList("fields");
        for (Map<String, String> field : fields) {
            String property = field.get("property");
            String here = field.get("ours");
            String held = HubSpotStub.property(there, property);
            if (property.equals("hubspot_owner_id")) {
                held = held == null ? null : OWNERS.get(held);
                if (here == null || !OWNERS.containsValue(here)) {
                    continue;
                }
            }
            if (property.equals("tandem_do_not_contact") && held == null) {
                // A box that nobody ticked, as after a merge: nobody is asked to leave them in peace.
                held = "false";
            }
            boolean same = property.equals(STAGE) ? standsFor(held, here) : Objects.equals(here, held);
            if (!same) {
                wrong.add(record + " " + property + ": " + here + " here, " + held + " there; "
                        + details.getMap("record") + field);
            } else {
                // A stage is one here and another there, and either may be what somebody wanted.
                String why = wanted.wrong(record.id(), field.get("field"), property, field.get("policy"), held);
                if (why != null
                        && wanted.wrong(record.id(), field.get("field"), property, field.get("policy"), here) != null) {
                    wrong.add(record + " " + property + ": " + why);
                }
            }
        }
        return fields.size();
    }

    private String there(Linked record) {
        if (record.remoteId() == null) {
            return "it was never there";
        }
        StoredObject there = hubSpot.data.at(TYPES.get(record.kind()), bare(record.remoteId()));
        return there == null ? "it is gone there" : "it is " + HubSpotStub.id(there) + " there";
    }

    /** One stage there may stand for several here, and a stage here for none there. */
    private boolean standsFor(String there, String here) {
        List<String> known = stages.getOrDefault(here, List.of());
        return known.isEmpty() || known.contains(there);
    }

    private void nothingIsThereTwice(List<Linked> records, Set<String> foreign) {
        for (String kind : TYPES.keySet()) {
            Set<String> known = records.stream()
                    .filter(record -> record.kind().equals(kind) && record.remoteId() != null)
                    .map(record -> bare(record.remoteId()))
                    .collect(Collectors.toCollection(HashSet::new));
            known.addAll(foreign);
            assertThat(hubSpot.data.alive(TYPES.get(kind)).stream()
                            .map(object -> Long.toString(HubSpotStub.id(object)))
                            .filter(id -> !known.contains(id)))
                    .as("records of HubSpot that nobody knows of: " + kind)
                    .isEmpty();
        }
    }

    private void everyNoteIsThereOnce() {
        List<String> bodies = hubSpot.data.alive("notes").stream()
                .map(note -> HubSpotStub.property(note, "hs_note_body"))
                .filter(Objects::nonNull)
                .toList();
        for (String text : wanted.notesHere()) {
            assertThat(bodies.stream().filter(body -> body.contains(text)))
                    .as(text)
                    .hasSize(1);
        }
        for (String text : wanted.notesThere()) {
            assertThat(crm.answer(request -> request.queryParam("text", text).get("/api/v1/interactions"))
                            .jsonPath()
                            .getList("items"))
                    .as(text)
                    .hasSize(1);
        }
    }
}
