package io.tandem.scoring.domain.prediction;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How facts become numbers: what is a number is taken by its logarithm, because ten events more mean less the more there
 * are, and in standard deviations from the mean; words become one column each. Every column has mean zero over the rows
 * it was made from, so what a column adds to a prediction is in comparison with the average account.
 */
public record Encoding(List<Column> columns) {
    private static final int MOST_WORDS = 15;
    private static final int LEAST_ROWS = 10;
    private static final double FURTHEST = 4;

    /**
     * One number of the encoding.
     *
     * @param word the word whose presence it tells; null if the field holds numbers
     * @param mean of the value before, over the rows it was made from
     * @param deviation standard deviation of it; 1 for words
     */
    public record Column(String field, String word, double mean, double deviation) {
        double of(Map<String, Object> facts) {
            Object value = facts.get(field);
            if (word != null) {
                return (word.equals(value) ? 1 : 0) - mean;
            }
            if (!(value instanceof Number number)) {
                return 0;
            }
            double away = (compressed(number.doubleValue()) - mean) / deviation;
            return Math.max(-FURTHEST, Math.min(FURTHEST, away));
        }
    }

    public Encoding {
        columns = List.copyOf(columns);
    }

    /** Fields that are the same everywhere, or that hardly any row has, get no column. */
    public static Encoding of(List<TrainingRow> rows, Collection<String> fields) {
        List<Column> columns = new ArrayList<>();
        fields.stream().sorted().forEach(field -> {
            List<Object> values = rows.stream()
                    .map(row -> row.facts().get(field))
                    .filter(value -> value != null)
                    .toList();
            long numbers = values.stream().filter(Number.class::isInstance).count();
            if (values.size() >= LEAST_ROWS) {
                if (numbers * 2 >= values.size()) {
                    number(field, values, columns);
                } else {
                    words(field, values, rows.size(), columns);
                }
            }
        });
        return new Encoding(columns);
    }

    public double[] encode(Map<String, Object> facts) {
        return columns.stream().mapToDouble(column -> column.of(facts)).toArray();
    }

    private static void number(String field, List<Object> values, List<Column> columns) {
        double[] numbers = values.stream()
                .filter(Number.class::isInstance)
                .mapToDouble(value -> compressed(((Number) value).doubleValue()))
                .toArray();
        double mean = sum(numbers) / numbers.length;
        double[] squares = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            squares[i] = (numbers[i] - mean) * (numbers[i] - mean);
        }
        double deviation = Math.sqrt(sum(squares) / numbers.length);
        if (deviation > 1e-9) {
            columns.add(new Column(field, null, mean, deviation));
        }
    }

    private static void words(String field, List<Object> values, int rows, List<Column> columns) {
        Map<String, Integer> counts = new TreeMap<>();
        values.stream().filter(String.class::isInstance).forEach(word -> counts.merge((String) word, 1, Integer::sum));
        counts.entrySet().stream()
                .filter(word -> word.getValue() >= LEAST_ROWS && word.getValue() < rows)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_WORDS)
                .forEach(word -> columns.add(new Column(field, word.getKey(), (double) word.getValue() / rows, 1)));
    }

    /** In a fixed order: a parallel sum would have other last digits each time. */
    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double compressed(double value) {
        return StrictMath.signum(value) * StrictMath.log1p(Math.abs(value));
    }
}
