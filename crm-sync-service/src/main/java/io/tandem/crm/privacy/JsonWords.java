package io.tandem.crm.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tandem.crm.domain.Erasure;
import java.util.regex.Pattern;

/** Stored JSON without a person: only what people wrote is looked through, so that it stays what it was. */
final class JsonWords {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    /** Ids, dates, times, and constants such as a status or a currency, which a name may look like. */
    private static final Pattern NO_WORDS =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4}-\\d{2}-\\d{2}(T[0-9:.]+Z)?|[A-Z_]{2,}");

    private JsonWords() {}

    /** @return the same text where it does not name the person */
    static String without(Erasure person, String json) {
        try {
            JsonNode stored = JSON.readTree(json);
            JsonNode left = without(person, stored.deepCopy());
            return left.equals(stored) ? json : left.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The database keeps JSON", e);
        }
    }

    private static JsonNode without(Erasure person, JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(without(person, member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, without(person, array.get(i)));
            }
        } else if (node.isTextual() && !NO_WORDS.matcher(node.textValue()).matches()) {
            return TextNode.valueOf(person.text(node.textValue()));
        }
        return node;
    }
}
