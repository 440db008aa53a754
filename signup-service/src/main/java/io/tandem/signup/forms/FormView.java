package io.tandem.signup.forms;

import io.tandem.contracts.CompanySize;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The signup form as data, for whoever draws it. */
@Schema(description = "The signup form as data, for whoever draws it")
record FormView(UUID sourceId, String name, String submitTo, List<Field> fields) {

    private static final List<Field> FIELDS = List.of(
            Field.text("email", "Work email", true, 254),
            Field.text("name", "Your name", false, 200),
            Field.text("company", "Company", false, 200),
            new Field("companySize", "Company size", "choice", true, null, sizes()),
            Field.text("role", "Your role", true, 100),
            Field.text("useCase", "What do you want to achieve?", true, 2000),
            Field.text("country", "Country (two letters)", false, 2),
            new Field("talkToSales", "I would like to talk to somebody", "yes-no", false, null, null));

    static FormView of(UUID sourceId, String sourceName) {
        return new FormView(sourceId, sourceName, "/api/v1/signups", FIELDS);
    }

    private static List<String> sizes() {
        return Arrays.stream(CompanySize.values()).map(CompanySize::label).toList();
    }

    /**
     * One question.
     *
     * @param name the member of the submitted body
     * @param type {@code text}, {@code choice} or {@code yes-no}
     * @param options of a choice, else null
     */
    record Field(String name, String label, String type, boolean required, Integer maxLength, List<String> options) {
        static Field text(String name, String label, boolean required, int maxLength) {
            return new Field(name, label, "text", required, maxLength, null);
        }
    }
}
