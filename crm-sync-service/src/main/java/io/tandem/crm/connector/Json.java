package io.tandem.crm.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.kit.web.outbound.OutboundAnswer;
import java.io.IOException;

/** What connectors say and hear as JSON, in no more strictness than CRMs keep themselves. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** @throws CrmException if it is cut off, or no JSON: what came of the call is unknown then */
    public static JsonNode read(OutboundAnswer answer) throws CrmException {
        try {
            JsonNode read = MAPPER.readTree(answer.body());
            return read == null ? MAPPER.missingNode() : read;
        } catch (IOException e) {
            throw CrmException.unknown("The answer is no whole JSON: " + CrmSession.words(answer), e);
        }
    }

    public static JsonNode read(byte[] body) throws IOException {
        return MAPPER.readTree(body);
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A call cannot be written as JSON", e);
        }
    }

    /** A text, or null where there is none. */
    public static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
