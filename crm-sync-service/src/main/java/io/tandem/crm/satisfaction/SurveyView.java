package io.tandem.crm.satisfaction;

import io.tandem.crm.domain.SurveyKind;
import java.time.Instant;
import java.util.UUID;

/**
 * A survey, with its answer where there is one.
 *
 * @param answeredAt null while it is not answered
 */
record SurveyView(
        UUID id,
        UUID accountId,
        UUID personId,
        SurveyKind kind,
        UUID engagementId,
        UUID milestoneId,
        Instant createdAt,
        Instant expiresAt,
        Instant answeredAt,
        Integer score,
        String comment) {
    static SurveyView from(Survey survey) {
        return new SurveyView(
                survey.id(),
                survey.accountId(),
                survey.personId(),
                survey.kind(),
                survey.engagementId(),
                survey.milestoneId(),
                survey.createdAt(),
                survey.expiresAt(),
                survey.answeredAt(),
                survey.score(),
                survey.comment());
    }
}
