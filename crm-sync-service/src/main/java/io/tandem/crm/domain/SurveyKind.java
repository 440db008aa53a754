package io.tandem.crm.domain;

/** What a survey asks, and on which scale. */
public enum SurveyKind {
    /** Net promoter score: how likely to recommend us, from 0 to 10 (Reichheld, Harvard Business Review, 2003). */
    NPS(0, 10, "How likely are you to recommend us to a colleague?"),
    /** Customer satisfaction: from 1, very dissatisfied, to 5, very satisfied. */
    CSAT(1, 5, "How satisfied are you with our work?");

    private final int least;
    private final int most;
    private final String question;

    SurveyKind(int least, int most, String question) {
        this.least = least;
        this.most = most;
        this.question = question;
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }

    public String question() {
        return question;
    }

    public boolean hasScore(int score) {
        return least <= score && score <= most;
    }
}
