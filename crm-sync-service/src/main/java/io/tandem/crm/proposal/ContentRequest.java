package io.tandem.crm.proposal;

import io.tandem.crm.domain.ProposalItem;
import io.tandem.crm.money.MoneyRequest;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.RequestFaults;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What is offered.
 *
 * @param currency of all prices, ISO 4217
 * @param discountPercent off the sum of the items, 0 to 100
 * @param taxPercent on what is left, 0 to 100
 * @param validUntil the last day on which it can be accepted
 */
record ContentRequest(
        @NotBlank @Size(max = 200) String title,
        @Size(max = 4000) String summary,
        @NotNull @Size(min = 1, max = 100) List<@Valid @NotNull ItemRequest> items,
        @NotNull @Size(min = 3, max = 3) String currency,

        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
        BigDecimal discountPercent,

        @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
        BigDecimal taxPercent,

        @NotNull LocalDate validUntil,
        @Size(max = 8000) String terms) {
    /** Amounts have thirteen digits before the point. */
    private static final BigDecimal MOST = new BigDecimal("1E13");

    /** One line: so many units of what is described. */
    record ItemRequest(
            @NotBlank @Size(max = 500) String description,

            @NotNull @DecimalMin(value = "0", inclusive = false) @Digits(integer = 7, fraction = 2)
            BigDecimal quantity,

            @NotBlank @Size(max = 40) String unit,

            @NotNull @DecimalMin("0") @Digits(integer = 9, fraction = 2)
            BigDecimal unitPrice) {}

    ProposalContent content(LocalDate today) {
        ProposalContent content = content();
        List<FieldFault> faults = new ArrayList<>(faults(content));
        if (validUntil.isBefore(today)) {
            faults.add(new FieldFault("content.validUntil", "must not be in the past"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
        return content;
    }

    /** What is wrong beyond single fields. */
    static List<FieldFault> faults(ProposalContent content) {
        List<FieldFault> faults = new ArrayList<>();
        if (!MoneyRequest.isCurrency(content.currency())) {
            faults.add(new FieldFault("content.currency", "must be a currency of ISO 4217, such as USD"));
        }
        if (content.totals().total().compareTo(MOST) >= 0) {
            faults.add(new FieldFault("content.items", "must come to less than 10,000,000,000,000 in all"));
        }
        return faults;
    }

    static ContentRequest of(ProposalContent content) {
        return new ContentRequest(
                content.title(),
                content.summary(),
                content.items() == null
                        ? null
                        : content.items().stream()
                                .map(item -> item == null
                                        ? null
                                        : new ItemRequest(
                                                item.description(), item.quantity(), item.unit(), item.unitPrice()))
                                .toList(),
                content.currency(),
                content.discountPercent(),
                content.taxPercent(),
                content.validUntil(),
                content.terms());
    }

    private ProposalContent content() {
        return new ProposalContent(
                title.strip(),
                summary,
                items.stream()
                        .map(one -> new ProposalItem(
                                one.description.strip(), one.quantity, one.unit.strip(), one.unitPrice))
                        .toList(),
                currency,
                discountPercent,
                taxPercent,
                validUntil,
                terms);
    }
}
