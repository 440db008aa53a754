package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrictJsonTest {
    @Test
    void numbersAreWrittenAsPeopleWriteThem() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        new StrictJson().customize(json);

        assertEquals(
                "[0.000000001,10,0.00]",
                json.writeValueAsString(
                        List.of(new BigDecimal("1E-9"), new BigDecimal("1E+1"), new BigDecimal("0.00"))));
    }
}
