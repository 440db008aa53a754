package io.tandem.kit.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    record Appointment(LocalDate day, Instant at) {}

    @Test
    void numbersAreWrittenAsPeopleWriteThem() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        new StrictJson().customize(json);

        assertEquals(
                "[0.000000001,10,0.00]",
                json.writeValueAsString(
                        List.of(new BigDecimal("1E-9"), new BigDecimal("1E+1"), new BigDecimal("0.00"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"day\":\"+999999999-12-31\"}",
                "{\"day\":\"0000-01-01\"}",
                "{\"day\":[10000,1,1]}",
                "{\"at\":\"0000-01-01T00:00:00Z\"}",
                "{\"at\":\"+1000000-01-01T00:00:00Z\"}",
                "{\"at\":99999999999999}"
            })
    void timesThatNoDatabaseCanKeepAreRefused(String json) {
        Problem problem = JsonFaults.problem(
                assertThrows(InvalidFormatException.class, () -> json().readValue(json, Appointment.class)));

        assertEquals(
                json.substring(2, json.indexOf(':') - 1), problem.getMessage().split(" ")[0]);
    }

    @Test
    void daysAndTimesThatPeopleMeanAreRead() throws JsonProcessingException {
        assertEquals(
                new Appointment(LocalDate.of(1900, 1, 1), Instant.parse("9999-12-31T23:59:59Z")),
                json().readValue("{\"day\":\"1900-01-01\",\"at\":\"9999-12-31T23:59:59Z\"}", Appointment.class));
        assertEquals(new Appointment(null, null), json().readValue("{\"day\":null}", Appointment.class));
    }

    private static ObjectMapper json() {
        ObjectMapper json = new ObjectMapper().registerModule(new JavaTimeModule());
        new StrictJson().customize(json);
        return json;
    }
}
