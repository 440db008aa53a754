package io.tandem.crm.satisfaction;

import io.tandem.crm.domain.SurveyKind;
import java.time.Instant;

/** What the holder of a link is asked. */
public record QuestionView(SurveyKind kind, String question, int least, int most, Instant expiresAt) {}
