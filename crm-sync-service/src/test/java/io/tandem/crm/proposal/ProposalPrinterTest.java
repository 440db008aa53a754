package io.tandem.crm.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tandem.crm.domain.ProposalItem;
import io.tandem.kit.testing.RealInfrastructure;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** Within the service, whose templates are compiled at its build. */
@QuarkusTest
@WithTestResource(RealInfrastructure.class)
class ProposalPrinterTest {
    private static final Path SAMPLE = Path.of("../docs/proposal-sample.pdf");

    /** {@code -Ddocs.update=true} prints the sample of the documentation anew. */
    @Test
    void sampleOfTheDocumentationIsWhatIsPrinted() throws IOException {
        byte[] printed = ProposalPrinter.pdf(paper("Rollout to three depots", "Harbourline Logistics"));
        if (Boolean.getBoolean("docs.update")) {
            Files.write(SAMPLE, printed);
        }
        assertEquals(textOf(Files.readAllBytes(SAMPLE)), textOf(printed));
    }

    @Test
    void printedPaperHasEveryLineAndAddsUp() throws IOException {
        String text = textOf(ProposalPrinter.pdf(paper("Rollout", "Harbourline Logistics")));

        assertTrue(text.contains("Discovery workshop"), text);
        assertTrue(text.contains("17,000.00 EUR"), text);
        assertTrue(text.contains("Discount 10 %"), text);
        assertTrue(text.contains("18,819.00 EUR"), text);
    }

    @Test
    void namesArePrintedAsTheyAreAndAreNoMarkup() throws IOException {
        ProposalPaper paper = paper("<b>Łódź & Ελλάδα</b>", "Жёлтый <script>alert(1)</script>");

        assertTrue(textOf(ProposalPrinter.pdf(paper)).contains("<b>Łódź & Ελλάδα</b>"));
        assertTrue(textOf(ProposalPrinter.pdf(paper)).contains("Жёлтый <script>"));
        assertFalse(ProposalPrinter.html(paper).contains("<script"));
    }

    @Test
    void lineBreaksOfAWordProcessorArePrintedAsSpaces() throws IOException {
        assertTrue(textOf(ProposalPrinter.pdf(paper("Rollout\u000Bin steps", "A\u0001B")))
                .contains("Rollout in steps"));
    }

    private static String textOf(byte[] pdf) throws IOException {
        try (PDDocument document = PDDocument.load(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static ProposalPaper paper(String title, String client) {
        ProposalContent content = new ProposalContent(
                title,
                "Harbourline plans its shipments by hand in three depots. We bring planning to all of them, one after the"
                        + " other, and train the dispatchers on the way.",
                List.of(
                        item("Discovery workshop", "2", "days", "1500.00"),
                        item("Setup and data migration for each depot", "3", "depots", "3200.00"),
                        item("Training of dispatchers", "4", "half days", "800.00"),
                        item("Care during the first weeks", "1.5", "months", "800.00")),
                "EUR",
                new BigDecimal("10"),
                new BigDecimal("23"),
                LocalDate.of(2026, 4, 30),
                "Work starts within four weeks of acceptance.\nInvoices are due within 30 days.");
        return ProposalPaper.of(
                UUID.fromString("7f3c2a10-5b8e-4d7a-9c55-2f1f0c7be001"),
                2,
                content,
                "Tandem",
                client,
                LocalDate.of(2026, 3, 9));
    }

    private static ProposalItem item(String what, String quantity, String unit, String price) {
        return new ProposalItem(what, new BigDecimal(quantity), unit, new BigDecimal(price));
    }
}
