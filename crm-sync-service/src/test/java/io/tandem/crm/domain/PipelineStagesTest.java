package io.tandem.crm.domain;

import static io.tandem.crm.domain.SaleStage.BUSINESS_CASE;
import static io.tandem.crm.domain.SaleStage.DEMO;
import static io.tandem.crm.domain.SaleStage.DISCOVERY;
import static io.tandem.crm.domain.SaleStage.LOST;
import static io.tandem.crm.domain.SaleStage.PROCUREMENT;
import static io.tandem.crm.domain.SaleStage.TECHNICAL_EVALUATION;
import static io.tandem.crm.domain.SaleStage.WON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineStagesTest {
    @Test
    void pipelineOfHubSpotIsMappedByNamesAndWhatLiesBetween() {
        assertEquals(
                Map.of(
                        DISCOVERY, List.of("Appointment Scheduled"),
                        DEMO, List.of("Presentation Scheduled", "Qualified To Buy"),
                        TECHNICAL_EVALUATION, List.of("Presentation Scheduled"),
                        BUSINESS_CASE, List.of("Decision Maker Bought-In"),
                        PROCUREMENT, List.of("Contract Sent"),
                        WON, List.of("Closed Won"),
                        LOST, List.of("Closed Lost")),
                usual(
                        open("Appointment Scheduled", 0.2),
                        open("Qualified To Buy", 0.4),
                        open("Presentation Scheduled", 0.6),
                        open("Decision Maker Bought-In", 0.8),
                        open("Contract Sent", 0.9)));
    }

    @Test
    void stagesOfSalesforceAreMappedByNameAndProbability() {
        Map<SaleStage, List<String>> usual = usual(
                open("Prospecting", 0.1),
                open("Qualification", 0.1),
                open("Needs Analysis", 0.2),
                open("Value Proposition", 0.5),
                open("Id. Decision Makers", 0.6),
                open("Perception Analysis", 0.7),
                open("Proposal/Price Quote", 0.75),
                open("Negotiation/Review", 0.9));
        assertEquals(List.of("Prospecting", "Needs Analysis", "Qualification"), usual.get(DISCOVERY));
        assertEquals(List.of("Needs Analysis"), usual.get(DEMO));
        assertEquals(
                List.of("Value Proposition", "Id. Decision Makers", "Proposal/Price Quote", "Perception Analysis"),
                usual.get(BUSINESS_CASE));
        assertEquals(List.of("Negotiation/Review"), usual.get(PROCUREMENT));
    }

    @Test
    void fewStagesWithoutProbabilityAreMappedByTheirPlace() {
        Map<SaleStage, List<String>> usual =
                usual(open("New", null), open("Qualified", null), open("Proposition", null));
        assertEquals(List.of("Qualified"), usual.get(DEMO));
        assertEquals(List.of("Qualified"), usual.get(TECHNICAL_EVALUATION));
        assertEquals(List.of("Proposition"), usual.get(PROCUREMENT));
    }

    @Test
    void namesInAnotherLanguageAreMappedByProbability() {
        Map<SaleStage, List<String>> usual =
                usual(open("Erstkontakt", 0.1), open("Vorführung", 0.3), open("Vertrag", 0.9));
        assertEquals(List.of("Vorführung"), usual.get(TECHNICAL_EVALUATION));
        assertEquals(List.of("Vertrag"), usual.get(PROCUREMENT));
    }

    @Test
    void pipelineWithoutStagesLeavesEverythingOpen() {
        assertEquals(List.of(), UsualStages.of(List.of()).get(DISCOVERY));
    }

    @Test
    void stageThatStandsForSeveralIsTheOneThatIsHeld() {
        PipelineStages stages = odoo();
        assertEquals(Optional.of("Qualified"), stages.out(TECHNICAL_EVALUATION));
        assertEquals(Optional.of(TECHNICAL_EVALUATION), stages.in("Qualified", TECHNICAL_EVALUATION));
        assertEquals(Optional.of(DEMO), stages.in("Qualified", DISCOVERY));
        assertEquals(Optional.of(DEMO), stages.in("Qualified", null));
    }

    @Test
    void unknownStageStandsForNoneAndIsToldInWords() {
        assertEquals(Optional.empty(), odoo().in("77", DEMO));
        assertEquals("unknown stage (77)", odoo().words("77"));
        assertEquals("New (New)", odoo().words("New"));
    }

    @Test
    void saleAtAStageThatTheCrmLacksStaysThere() {
        PipelineStages stages = new PipelineStages(List.of(), "1", Map.of(DISCOVERY, List.of("New")));
        assertEquals(Optional.empty(), stages.out(DEMO));
        assertEquals(Optional.of(DEMO), stages.in("New", DEMO));
    }

    private static PipelineStages odoo() {
        return PipelineStages.usual(List.of(new CrmPipeline(
                "1", "Sales", List.of(open("New", null), open("Qualified", null), open("Proposition", null)))));
    }

    private static Map<SaleStage, List<String>> usual(CrmStage... open) {
        List<CrmStage> stages = new ArrayList<>(List.of(open));
        stages.add(new CrmStage("Closed Won", "Closed Won", true, true, 1.0));
        stages.add(new CrmStage("Closed Lost", "Closed Lost", true, false, 0.0));
        return UsualStages.of(stages);
    }

    private static CrmStage open(String name, Double probability) {
        return new CrmStage(name, name, false, false, probability);
    }
}
