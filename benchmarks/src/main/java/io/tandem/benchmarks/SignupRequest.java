package io.tandem.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/** A filled-in form of a company that hardly ever signed up before, of any of six sizes. */
final class SignupRequest implements Request {
    private static final List<String> SIZES = List.of("1-10", "11-50", "51-200", "201-1000", "1001-5000", "5001+");
    private static final String CONSONANTS = "bdfghjklmnprstvwz";
    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES_IN_NAME = 5;
    private static final byte[] CREATED = "HTTP/1.1 201".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DECIDED = "\"DECIDED\"".getBytes(StandardCharsets.US_ASCII);

    private final SplittableRandom random = new SplittableRandom();
    private final String head;

    SignupRequest(String writeKey) {
        String key = Base64.getEncoder().encodeToString((writeKey + ":").getBytes(StandardCharsets.UTF_8));
        head = """
                POST /api/v1/signups HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/json\r
                Authorization: Basic %s\r
                Content-Length: \
                """.formatted(key);
    }

    @Override
    public byte[] next() {
        String company = name();
        String body = "{\"email\":\"someone@" + company + ".com\",\"company\":\"" + company + "\",\"companySize\":\""
                + SIZES.get(random.nextInt(SIZES.size()))
                + "\",\"role\":\"Engineer\",\"useCase\":\"Reporting\",\"country\":\"DE\"}";
        return (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean succeeded(HttpConnection answered) {
        return answered.startsWith(CREATED) && answered.contains(DECIDED);
    }

    /** As long as names are and hardly ever the same twice, for accounts are compared by their names. */
    private String name() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < SYLLABLES_IN_NAME; i++) {
            name.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())))
                    .append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        return name.toString();
    }
}
