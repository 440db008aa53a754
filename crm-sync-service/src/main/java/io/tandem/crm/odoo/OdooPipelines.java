package io.tandem.crm.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.crm.connector.CrmException;
import io.tandem.crm.domain.CrmPipeline;
import io.tandem.crm.domain.CrmStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The stages of Odoo: those for everybody, and for each sales team that has some of its own, these beside its own. */
final class OdooPipelines {
    private static final String STAGE = "crm.stage";
    private static final String TEAM = "crm.team";

    private OdooPipelines() {}

    private record Stage(CrmStage stage, Set<String> teams) {}

    static List<CrmPipeline> read(OdooApi api) throws CrmException {
        String teams = teamsField(api);
        List<Stage> stages = new ArrayList<>();
        Set<String> owning = new TreeSet<>();
        List<String> fields = new ArrayList<>(List.of("name", "is_won"));
        if (teams != null) {
            fields.add(teams);
        }
        for (JsonNode row : api.call(
                STAGE, "search_read", null, Map.of("domain", List.of(), "fields", fields, "order", "sequence, id"))) {
            boolean won = row.path("is_won").asBoolean();
            Stage stage = new Stage(
                    new CrmStage(row.path("id").asText(), row.path("name").asText(), won, won, won ? 1.0 : null),
                    teams(row.path(teams == null ? "" : teams), "team_id".equals(teams)));
            stages.add(stage);
            owning.addAll(stage.teams());
        }
        List<CrmPipeline> pipelines = new ArrayList<>();
        if (owning.isEmpty() || stages.stream().anyMatch(stage -> stage.teams().isEmpty())) {
            pipelines.add(pipeline(OdooFields.EVERYBODY, "All sales teams", stages));
        }
        names(api, owning).forEach((team, name) -> pipelines.add(pipeline(team, name, stages)));
        return pipelines;
    }

    /** A stage belongs to one team in some versions and to several in others. */
    private static String teamsField(OdooApi api) throws CrmException {
        JsonNode fields = api.call(STAGE, "fields_get", null, Map.of("attributes", List.of("type")));
        return fields.has("team_ids") ? "team_ids" : fields.has("team_id") ? "team_id" : null;
    }

    /** One is told with its name, several as ids alone. */
    private static Set<String> teams(JsonNode value, boolean one) {
        Set<String> teams = new TreeSet<>();
        if (value.isArray() && one) {
            teams.add(value.path(0).asText());
        } else if (value.isArray()) {
            value.forEach(team -> teams.add(team.asText()));
        }
        return teams;
    }

    private static Map<String, String> names(OdooApi api, Set<String> teams) throws CrmException {
        Map<String, String> names = new LinkedHashMap<>();
        if (!teams.isEmpty()) {
            List<Long> ids = teams.stream().map(Long::valueOf).toList();
            for (JsonNode row : api.call(
                    TEAM,
                    "search_read",
                    null,
                    Map.of("domain", List.of(List.of("id", "in", ids)), "fields", List.of("name"), "order", "id"))) {
                names.put(row.path("id").asText(), row.path("name").asText());
            }
        }
        return names;
    }

    private static CrmPipeline pipeline(String team, String name, List<Stage> stages) {
        List<CrmStage> of = new ArrayList<>();
        stages.stream()
                .filter(stage -> stage.teams().isEmpty() || stage.teams().contains(team))
                .map(Stage::stage)
                .forEach(of::add);
        of.add(new CrmStage(OdooFields.LOST, "Lost", true, false, 0.0));
        return new CrmPipeline(team, name, of);
    }
}
