package io.tandem.signup.sources;

/** What a source is. */
public enum SourceKind {
    WEBSITE,
    APP,
    SERVER,
    NEWSLETTER,
    COMMUNITY,
    REPOSITORY,
    GATED_DOCUMENT;

    /** Who reads, stars or downloads something has not asked to be sold to. */
    public boolean invitesSales() {
        return switch (this) {
            case WEBSITE, APP, SERVER -> true;
            case NEWSLETTER, COMMUNITY, REPOSITORY, GATED_DOCUMENT -> false;
        };
    }
}
