package io.tandem.signup.domain;

import io.tandem.contracts.CompanySize;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads the cells of one row, which people and programs write in words of their own, and names what cannot be so. */
public final class RowReader {
    private static final long MAX_PEOPLE = 10_000_000;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\d{1,3}(,\\d{3}){1,3}|\\d{1,12}");
    private static final Set<String> YES = Set.of("true", "yes", "y", "1");
    private static final Set<String> NO = Set.of("false", "no", "n", "0");
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[ ][XXX][XX][X]")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private final UnaryOperator<String> said;
    private final Map<String, String> faults = new TreeMap<>();

    /** @param said the text of a column by its name, or null */
    public RowReader(UnaryOperator<String> said) {
        this.said = column -> Text.cleaned(said.apply(column));
    }

    /** What was wrong with what was read, by column. */
    public Map<String, String> faults() {
        return faults;
    }

    String text(String column) {
        return said.apply(column);
    }

    String text(String column, int most) {
        String text = said.apply(column);
        return text != null && text.length() > most ? fault(column, "has more than " + most + " characters") : text;
    }

    /** A number of people, or the label of a band. */
    CompanySize size(String column) {
        String text = said.apply(column);
        if (text == null) {
            return null;
        }
        if (WHOLE_NUMBER.matcher(text).matches()) {
            long people = Long.parseLong(text.replace(",", ""));
            return people < 1 || people > MAX_PEOPLE
                    ? fault(column, "must be from 1 to " + MAX_PEOPLE + " people")
                    : band(people);
        }
        try {
            return CompanySize.ofLabel(text.replace('–', '-').replaceAll("[,\\s]", ""));
        } catch (IllegalArgumentException unknown) {
            return fault(
                    column, "must be a number of people or one of 1-10, 11-50, 51-200, 201-1000, 1001-5000, 5001+");
        }
    }

    private static CompanySize band(long people) {
        for (CompanySize size : CompanySize.values()) {
            if (people <= size.most()) {
                return size;
            }
        }
        return CompanySize.OVER_5000;
    }

    String country(String column) {
        String text = said.apply(column);
        return text == null
                ? null
                : Countries.codeOf(text)
                        .orElseGet(() -> fault(column, "must be an ISO 3166-1 code or the country's English name"));
    }

    /** Nothing said is no. */
    boolean isYes(String column) {
        String text = said.apply(column);
        String answer = text == null ? "no" : text.toLowerCase(Locale.ROOT);
        if (!YES.contains(answer) && !NO.contains(answer)) {
            fault(column, "must be yes or no");
        }
        return YES.contains(answer);
    }

    /** A time of the past in ISO 8601, or a day; without an offset it is UTC. */
    public Instant time(String column, Instant now) {
        String text = said.apply(column);
        if (text == null) {
            return null;
        }
        try {
            Instant time = instant(TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from))
                    .truncatedTo(ChronoUnit.MICROS);
            return time.isAfter(now) || time.isBefore(EARLIEST)
                    ? fault(column, "must be in the past, and not before 1990")
                    : time;
        } catch (DateTimeException unknown) {
            return fault(column, "must be a time such as 2024-03-01T10:15:00Z, or a day");
        }
    }

    private static Instant instant(TemporalAccessor parsed) {
        if (parsed instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        return parsed instanceof LocalDateTime time
                ? time.toInstant(ZoneOffset.UTC)
                : ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    <T> T fault(String column, String reason) {
        faults.put(column, reason);
        return null;
    }
}
