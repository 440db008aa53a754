package io.tandem.crm.proposal;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Prints proposals from one template, as a page and as PDF. */
final class ProposalPrinter {
    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";
    private static final String FAMILY = "DejaVu Sans";

    private ProposalPrinter() {}

    @CheckedTemplate(basePath = "proposals")
    static class Templates {
        static native TemplateInstance proposal(ProposalPaper paper);

        private Templates() {}
    }

    static String html(ProposalPaper paper) {
        return Templates.proposal(paper).render();
    }

    /** The fonts are part of the paper, so that every name can be printed that they have letters for. */
    static byte[] pdf(ProposalPaper paper) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder printer = new PdfRendererBuilder();
        printer.useFastMode();
        printer.withProducer("Tandem");
        printer.useFont(() -> font("DejaVuSans.ttf"), FAMILY, 400, FontStyle.NORMAL, true);
        printer.useFont(() -> font("DejaVuSans-Bold.ttf"), FAMILY, 700, FontStyle.NORMAL, true);
        printer.withHtmlContent(html(paper), null);
        printer.toStream(pdf);
        try {
            printer.run();
        } catch (IOException e) {
            throw new UncheckedIOException("The proposal could not be printed", e);
        }
        return pdf.toByteArray();
    }

    private static InputStream font(String file) {
        return ProposalPrinter.class.getResourceAsStream(FONTS + file);
    }
}
