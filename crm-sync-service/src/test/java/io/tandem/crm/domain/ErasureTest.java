package io.tandem.crm.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErasureTest {
    @Test
    void leavesWhoHasTheSameNameAtALongerDomain() {
        assertEquals(
                "Ask ana@acme.com.br, not [erased].",
                new Erasure("ana@acme.com", List.of()).text("Ask ana@acme.com.br, not ana@acme.com."));
    }
}
