package io.tandem.routing.rep;

import java.time.LocalDate;
import java.util.UUID;

/** Days on which a rep does not work, both included, in the rep's time zone. Why is nobody's business. */
record AbsenceView(UUID id, LocalDate from, LocalDate to) {}
