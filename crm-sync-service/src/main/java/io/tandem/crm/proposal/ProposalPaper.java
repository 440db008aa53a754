package io.tandem.crm.proposal;

import io.tandem.crm.domain.ProposalTotals;
import io.tandem.crm.domain.XmlText;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A proposal as it is printed: every value in the words of the paper. */
public record ProposalPaper(
        String from,
        String to,
        String title,
        String number,
        String date,
        String validUntil,
        String summary,
        List<Line> lines,
        List<Line> sums,
        String total,
        String terms) {
    public ProposalPaper {
        from = XmlText.of(from);
        to = XmlText.of(to);
        title = XmlText.of(title);
        summary = XmlText.of(summary);
        terms = XmlText.of(terms);
    }

    /** A line of the table, or a sum below it. */
    public record Line(String description, String quantity, String unitPrice, String total) {
        public Line {
            description = XmlText.of(description);
            quantity = XmlText.of(quantity);
        }
    }

    static ProposalPaper of(UUID id, int revision, ProposalContent content, String from, String to, LocalDate date) {
        ProposalTotals totals = content.totals();
        List<Line> sums = new ArrayList<>();
        if (totals.discount().signum() > 0) {
            sums.add(sum("Sum", totals.subtotal(), content));
            sums.add(sum(
                    "Discount " + percent(content.discountPercent()),
                    totals.discount().negate(),
                    content));
        }
        if (totals.tax().signum() > 0) {
            sums.add(sum("Net", totals.net(), content));
            sums.add(sum("Tax " + percent(content.taxPercent()), totals.tax(), content));
        }
        return new ProposalPaper(
                from,
                to,
                content.title(),
                id.toString().substring(0, 8).toUpperCase(Locale.ROOT) + "-" + revision,
                date.toString(),
                content.validUntil().toString(),
                content.summary(),
                content.items().stream()
                        .map(item -> new Line(
                                item.description(),
                                item.quantity().stripTrailingZeros().toPlainString() + " " + item.unit(),
                                amount(item.unitPrice(), content),
                                amount(item.total(), content)))
                        .toList(),
                sums,
                amount(totals.total(), content),
                content.terms());
    }

    private static Line sum(String what, BigDecimal amount, ProposalContent content) {
        return new Line(what, null, null, amount(amount, content));
    }

    private static String percent(BigDecimal percent) {
        return percent.stripTrailingZeros().toPlainString() + " %";
    }

    private static String amount(BigDecimal amount, ProposalContent content) {
        return new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount) + " "
                + content.currency();
    }
}
