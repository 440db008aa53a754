package io.tandem.contracts;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** All events there are, found rather than listed so that none is forgotten, and what is kept beside each. */
final class EventTypes {
    /** As the services configure theirs. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final List<Class<?>> ALL = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.tandem.contracts")
                    .stream()
                    .filter(type -> type.isAssignableTo(Event.class) && type.isRecord())
                    .<Class<?>>map(JavaClass::reflect)
                    .toList();

    private EventTypes() {}

    static Stream<Class<?>> all() {
        if (ALL.isEmpty()) {
            throw new IllegalStateException("no event was found");
        }
        return ALL.stream();
    }

    static String sample(Class<?> type) {
        return resource("/samples/" + type.getSimpleName() + ".json");
    }

    static String schema(String name) {
        return resource("/schemas/" + name + ".json");
    }

    private static String resource(String path) {
        try (InputStream content = EventTypes.class.getResourceAsStream(path)) {
            if (content == null) {
                throw new AssertionError(path + " is missing");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
