package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What the public suffix list publishes as the answers that every reader of it must give. */
class PublicSuffixVectorsTest {
    private static final Pattern PUBLISHED =
            Pattern.compile("^checkPublicSuffix\\((null|'([^']*)'), (null|'([^']*)')\\);", Pattern.MULTILINE);

    @ParameterizedTest(name = "{0} is of {1}")
    @CsvFileSource(resources = "/public-suffix-vectors.csv", nullValues = "null")
    void answersAsPublished(String host, String registrable) {
        assertRegistrable(host, registrable);
    }

    /** The file that the list's own project publishes, read as it is: {@code -Dpsl.vectors=…/tests/test_psl.txt}. */
    @Test
    @EnabledIfSystemProperty(named = "psl.vectors", matches = ".+")
    void answersAsTheGivenFileSays() throws IOException {
        String published = Files.readString(Path.of(System.getProperty("psl.vectors")));
        List<MatchResult> vectors = PUBLISHED.matcher(published).results().toList();
        assertTrue(!vectors.isEmpty(), "the file holds no vectors");
        assertEquals(
                published
                        .lines()
                        .filter(line -> line.startsWith("checkPublicSuffix"))
                        .count(),
                vectors.size(),
                "some vectors were not understood");
        assertAll(vectors.stream().map(vector -> () -> assertRegistrable(vector.group(2), vector.group(4))));
        assertEquals(List.of(), missingHere(vectors), "vectors that the table here lacks");
    }

    private static List<String> missingHere(List<MatchResult> vectors) throws IOException {
        List<String> here;
        try (var table = PublicSuffixVectorsTest.class.getResourceAsStream("/public-suffix-vectors.csv")) {
            here = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        return vectors.stream()
                .map(vector -> vector.group(2) + ", " + vector.group(4))
                .filter(line -> !here.contains(line))
                .toList();
    }

    private static void assertRegistrable(String host, String registrable) {
        assertEquals(Optional.ofNullable(registrable).flatMap(HostName::ascii), RegistrableDomain.of(host), host);
    }
}
