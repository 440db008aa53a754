package io.tandem.crm.interaction;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tandem.crm.domain.Direction;
import io.tandem.crm.domain.InteractionKind;
import io.tandem.kit.web.FieldFault;
import io.tandem.kit.web.RequestFaults;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What somebody did with people of the account.
 *
 * @param summary what was said, in plain words
 * @param forAuthorOnly for a note that nobody but its author shall see
 * @param direction for calls and emails: whether it came IN or went OUT
 * @param participants stakeholders of the account who took part
 * @param outcome what came of it
 * @param nextStep what is to be done next
 * @param nextStepDue until when
 */
record InteractionRequest(
        @NotNull InteractionKind kind,
        @NotBlank @Size(max = 4000) String summary,
        @NotNull @PastOrPresent Instant occurredAt,
        @JsonProperty("private") boolean forAuthorOnly,
        Direction direction,
        @Size(max = 100) List<@NotNull UUID> participants,
        @Size(max = 2000) String outcome,
        @Size(max = 500) String nextStep,
        LocalDate nextStepDue) {
    /** What is wrong beyond single fields, all at once. */
    void check() {
        List<FieldFault> faults = new ArrayList<>();
        if (forAuthorOnly && kind != InteractionKind.NOTE) {
            faults.add(new FieldFault("private", "is for a NOTE only"));
        }
        if (direction != null && kind != InteractionKind.CALL && kind != InteractionKind.EMAIL) {
            faults.add(new FieldFault("direction", "is for a CALL or an EMAIL only"));
        }
        if (nextStepDue != null && nextStep == null) {
            faults.add(new FieldFault("nextStep", "is required where it has a due date"));
        }
        if (!faults.isEmpty()) {
            throw RequestFaults.problem(faults);
        }
    }
}
