package io.tandem.crm.satisfaction;

/**
 * A survey that was made.
 *
 * @param link to be given to the person; it is shown this once, works without login, and once
 */
record NewSurveyView(SurveyView survey, String link) {}
