package io.tandem.kit.web;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/** A time as {@link Instant#toString()} writes it, in ASCII: formatters would be a third of what an event costs. */
public final class WrittenTime {
    private static final String SECONDS = "0000-00-00T00:00:00";

    private WrittenTime() {}

    public static byte[] of(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > 9999) {
            return time.toString().getBytes(StandardCharsets.US_ASCII);
        }
        byte[] written = "0000-00-00T00:00:00.000000000".getBytes(StandardCharsets.US_ASCII);
        digits(written, 4, utc.getYear());
        digits(written, 7, utc.getMonthValue());
        digits(written, 10, utc.getDayOfMonth());
        digits(written, 13, utc.getHour());
        digits(written, 16, utc.getMinute());
        digits(written, 19, utc.getSecond());
        digits(written, 29, utc.getNano());
        int length = utc.getNano() == 0
                ? 19
                : utc.getNano() % 1_000_000 == 0 ? 23 : utc.getNano() % 1_000 == 0 ? 26 : written.length;
        byte[] needed = Arrays.copyOf(written, length + 1);
        needed[length] = 'Z';
        return needed;
    }

    /** The time that was written like that, or null: a formatter may know another way of writing. */
    public static Instant read(String written) {
        int length = written.length();
        if (length < SECONDS.length() + 1 || length > SECONDS.length() + 11 || written.charAt(length - 1) != 'Z') {
            return null;
        }
        for (int i = 0; i < SECONDS.length(); i++) {
            char c = written.charAt(i);
            if (SECONDS.charAt(i) == '0' ? !isDigit(c) : c != SECONDS.charAt(i)) {
                return null;
            }
        }
        int nanos = 0;
        if (length > SECONDS.length() + 1) {
            int scale = 1_000_000_000;
            for (int i = SECONDS.length() + 1; i < length - 1; i++) {
                if (!isDigit(written.charAt(i))) {
                    return null;
                }
                scale /= 10;
                nanos += (written.charAt(i) - '0') * scale;
            }
            if (written.charAt(SECONDS.length()) != '.' || scale == 1_000_000_000) {
                return null;
            }
        }
        try {
            return LocalDateTime.of(
                            number(written, 0, 4),
                            number(written, 5, 7),
                            number(written, 8, 10),
                            number(written, 11, 13),
                            number(written, 14, 16),
                            number(written, 17, 19),
                            nanos)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String digits, int start, int end) {
        return Integer.parseInt(digits, start, end, 10);
    }

    private static void digits(byte[] written, int end, int number) {
        int at = end;
        for (int rest = number; rest > 0; rest /= 10) {
            written[--at] = (byte) ('0' + rest % 10);
        }
    }
}
