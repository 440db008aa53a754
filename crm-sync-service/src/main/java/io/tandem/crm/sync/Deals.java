package io.tandem.crm.sync;

import io.tandem.contracts.Money;
import io.tandem.contracts.OpportunityAdvanced.Outcome;
import io.tandem.crm.caller.Author;
import io.tandem.crm.domain.OpportunityStage;
import io.tandem.crm.domain.SaleStage;
import io.tandem.crm.domain.SyncField;
import io.tandem.crm.opportunity.CrmOpportunity;
import io.tandem.crm.opportunity.OpportunityService;
import io.tandem.crm.opportunity.OpportunityView;
import io.tandem.kit.web.StorableTimes;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Opportunities of ours that people changed in a CRM. A stage that is none of ours changes nothing. */
@ApplicationScoped
class Deals {
    private static final int LONGEST_NAME = 200;
    /** Amounts have thirteen digits before the point; what is rounded up to more is too much as well. */
    private static final BigDecimal MOST = new BigDecimal("9999999999999.995");

    private static final int MOST_DECIMALS = 50;

    private final OpportunityService opportunities;

    Deals(OpportunityService opportunities) {
        this.opportunities = opportunities;
    }

    void hold(UUID id, UUID accountId, Map<SyncField, String> values, Author author) {
        OpportunityView held = opportunities.show(id);
        Optional<SaleStage> told = SaleStage.of(values.get(SyncField.DEAL_STAGE));
        OpportunityStage stage = told.map(SaleStage::stage).orElse(held.stage());
        Outcome outcome = told.map(SaleStage::outcome).orElse(held.outcome());
        boolean stays = stage == held.stage() && outcome == held.outcome();
        opportunities.put(
                id,
                new CrmOpportunity(
                        accountId,
                        values.getOrDefault(SyncField.DEAL_NAME, held.name()),
                        stage,
                        stays ? held.stageWords() : null,
                        outcome,
                        amount(values, held),
                        closeDate(values, held),
                        null,
                        outcome == Outcome.OPEN ? null : held.closeReason()),
                author);
    }

    /** One that people began in a CRM; at the first stage, if theirs stands for none of ours. */
    void begin(UUID id, UUID accountId, Map<SyncField, String> told, Author author) {
        SaleStage stage = SaleStage.of(told.get(SyncField.DEAL_STAGE)).orElse(SaleStage.DISCOVERY);
        String name = told.getOrDefault(SyncField.DEAL_NAME, "Sale without a name");
        opportunities.put(
                id,
                new CrmOpportunity(
                        accountId,
                        name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name,
                        stage.stage(),
                        null,
                        stage.outcome(),
                        amount(told, null),
                        closeDate(told, null),
                        null,
                        null),
                author);
    }

    /** Those of the values that can hold here as they are; of any other kind of record, all. */
    static Map<SyncField, String> takeable(Map<SyncField, String> values) {
        return values.entrySet().stream()
                .filter(value -> switch (value.getKey()) {
                    case DEAL_STAGE -> SaleStage.of(value.getValue()).isPresent();
                    case DEAL_AMOUNT -> isAmount(value.getValue());
                    case DEAL_CURRENCY -> isCurrency(value.getValue());
                    case DEAL_CLOSE_DATE -> isDate(value.getValue());
                    default -> true;
                })
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** An amount with its currency, if there is one, as {@link #money(String)} reads it; null without an amount. */
    static String money(Map<SyncField, String> values) {
        String amount = values.get(SyncField.DEAL_AMOUNT);
        String currency = values.get(SyncField.DEAL_CURRENCY);
        return amount == null || currency == null ? amount : amount + " " + currency;
    }

    static Map<SyncField, String> money(String text) {
        String[] parts = text.split(" ", 2);
        return parts.length == 1
                ? Map.of(SyncField.DEAL_AMOUNT, text)
                : Map.of(SyncField.DEAL_AMOUNT, parts[0], SyncField.DEAL_CURRENCY, parts[1]);
    }

    private static boolean isAmount(String text) {
        try {
            BigDecimal amount = new BigDecimal(text);
            return amount.signum() >= 0
                    && amount.compareTo(MOST) < 0
                    && amount.stripTrailingZeros().scale() <= 2;
        } catch (NumberFormatException notOne) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            StorableTimes.day(LocalDate.parse(text));
            return true;
        } catch (DateTimeException notOne) {
            return false;
        }
    }

    private static Money amount(Map<SyncField, String> values, OpportunityView held) {
        Money before = held == null ? null : held.amount();
        String currency = currency(values, before);
        if (!values.containsKey(SyncField.DEAL_AMOUNT)) {
            return before == null ? null : new Money(before.amount(), currency);
        }
        String told = values.get(SyncField.DEAL_AMOUNT);
        try {
            if (told == null) {
                return null;
            }
            BigDecimal amount = new BigDecimal(told);
            return amount.signum() >= 0 && amount.compareTo(MOST) < 0 && amount.scale() <= MOST_DECIMALS
                    ? new Money(amount.setScale(2, RoundingMode.HALF_UP), currency)
                    : before;
        } catch (NumberFormatException notOne) {
            return before;
        }
    }

    private static String currency(Map<SyncField, String> values, Money before) {
        String told = values.get(SyncField.DEAL_CURRENCY);
        return told != null && isCurrency(told)
                ? told.toUpperCase(Locale.ROOT)
                : before == null ? "USD" : before.currency();
    }

    private static boolean isCurrency(String text) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(known -> known.getCurrencyCode().equalsIgnoreCase(text));
    }

    private static LocalDate closeDate(Map<SyncField, String> values, OpportunityView held) {
        if (!values.containsKey(SyncField.DEAL_CLOSE_DATE)) {
            return held == null ? null : held.closeDate();
        }
        String told = values.get(SyncField.DEAL_CLOSE_DATE);
        try {
            return told == null ? null : StorableTimes.day(LocalDate.parse(told));
        } catch (DateTimeException notOne) {
            return held == null ? null : held.closeDate();
        }
    }
}
