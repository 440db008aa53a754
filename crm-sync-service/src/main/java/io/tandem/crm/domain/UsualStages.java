package io.tandem.crm.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Guesses for which of ours the stages of a CRM stand, so that a person has less to correct: closed ones by whether they
 * are won, others by name, else by the probability of winning, else by their place; never out of order between two whose
 * name is clear.
 */
final class UsualStages {
    private static final Map<SaleStage, Pattern> NAMES = new EnumMap<>(Map.of(
            SaleStage.DISCOVERY, Pattern.compile("discover|prospect|appointment|needs|\\bnew\\b"),
            SaleStage.DEMO, Pattern.compile("demo|presentation"),
            SaleStage.TECHNICAL_EVALUATION, Pattern.compile("technical|evaluation|trial|pilot|proof|\\bpoc\\b"),
            SaleStage.BUSINESS_CASE, Pattern.compile("business case|propos|quot|decision"),
            SaleStage.PROCUREMENT, Pattern.compile("procure|contract|negotiat|legal")));
    /** Up to which probability a sale is at each of our open stages. */
    private static final double[] PROBABILITIES = {0.25, 0.45, 0.6, 0.85};

    private static final int OPEN = PROBABILITIES.length + 1;

    private UsualStages() {}

    static Map<SaleStage, List<String>> of(List<CrmStage> there) {
        Map<SaleStage, List<String>> usual = new EnumMap<>(SaleStage.class);
        for (SaleStage ours : SaleStage.values()) {
            usual.put(ours, new ArrayList<>());
        }
        there.stream().filter(CrmStage::closed).forEach(stage -> usual.get(stage.won() ? SaleStage.WON : SaleStage.LOST)
                .add(stage.id()));
        List<CrmStage> open = there.stream().filter(stage -> !stage.closed()).toList();
        for (boolean named : List.of(true, false)) {
            // The first is the one that is written: it had better bear the name.
            for (int i = 0; i < open.size(); i++) {
                if (named(open.get(i)) >= 0 == named) {
                    usual.get(SaleStage.values()[place(open, i)])
                            .add(open.get(i).id());
                }
            }
        }
        fill(usual, open.stream().map(CrmStage::id).toList());
        return usual;
    }

    private static int place(List<CrmStage> open, int i) {
        int named = named(open.get(i));
        if (named >= 0) {
            return named;
        }
        int least = 0;
        int most = OPEN - 1;
        for (int j = i - 1; j >= 0 && least == 0; j--) {
            least = Math.max(0, named(open.get(j)));
        }
        for (int j = i + 1; j < open.size() && most == OPEN - 1; j++) {
            most = named(open.get(j)) < 0 ? most : named(open.get(j));
        }
        Double probability = open.get(i).probability();
        int guess = probability == null ? i * OPEN / open.size() : likely(probability);
        return Math.max(least, Math.min(most, guess));
    }

    private static int likely(double probability) {
        int place = 0;
        while (place < PROBABILITIES.length && probability >= PROBABILITIES[place]) {
            place++;
        }
        return place;
    }

    /** The place of the stage that its name tells of, or -1; the latest, where it tells of several. */
    private static int named(CrmStage stage) {
        String label = stage.label().toLowerCase(Locale.ROOT);
        return NAMES.entrySet().stream()
                .filter(name -> name.getValue().matcher(label).find())
                .mapToInt(name -> name.getKey().ordinal())
                .max()
                .orElse(-1);
    }

    /** Where the CRM has no stage for one of ours, it is told the one before: not farther than the sale has come. */
    private static void fill(Map<SaleStage, List<String>> usual, List<String> inOrder) {
        if (inOrder.isEmpty()) {
            return;
        }
        String before = inOrder.get(0);
        for (Map.Entry<SaleStage, List<String>> row : usual.entrySet()) {
            if (row.getKey().isOpen() && row.getValue().isEmpty()) {
                row.getValue().add(before);
            }
            if (row.getKey().isOpen()) {
                before = Collections.max(row.getValue(), Comparator.comparing(inOrder::indexOf));
            }
        }
    }
}
