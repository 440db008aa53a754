package io.tandem.signup.enrichment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.contracts.Firmographics;
import io.tandem.signup.domain.FirmographicsReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Reads what a provider says; whatever cannot be so is as good as not said. */
final class ProviderAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProviderAnswer() {}

    /**
     * Nothing, if no part of it is of use.
     *
     * @param origin who said it and when
     * @throws IOException if it is no JSON object
     */
    static Optional<Firmographics> read(byte[] body, ProviderConfig.Fields fields, String origin) throws IOException {
        JsonNode said = parsed(body);
        Map<String, String> pointers = Map.of(
                "name", fields.name(),
                "industry", fields.industry(),
                "size", fields.size(),
                "country", fields.country(),
                "revenue", fields.revenue(),
                "currency", fields.currency());
        Firmographics known = new FirmographicsReader(origin, column -> text(said.at(pointers.get(column)))).read();
        return known.provenance().isEmpty() ? Optional.empty() : Optional.of(known);
    }

    private static JsonNode parsed(byte[] body) throws IOException {
        JsonNode said;
        try {
            said = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IOException("The answer is no JSON", e);
        }
        if (!said.isObject()) {
            throw new IOException("The answer is no JSON object");
        }
        return said;
    }

    private static String text(JsonNode value) {
        if (value.isTextual() || value.isIntegralNumber()) {
            return value.asText();
        }
        return value.isNumber() && Double.isFinite(value.doubleValue())
                ? BigDecimal.valueOf(value.doubleValue()).toPlainString()
                : null;
    }
}
