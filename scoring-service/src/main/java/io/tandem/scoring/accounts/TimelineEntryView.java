package io.tandem.scoring.accounts;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AccountTimelineEntry", description = "Something that happened at an account")
record TimelineEntryView(
        String id,
        Instant at,

        @Schema(
                description = "What kind of thing",
                enumeration = {
                    "FIRST_SEEN",
                    "SIGNUP",
                    "SIGNAL",
                    "ACTIVATED",
                    "GRADE",
                    "STAGE",
                    "PERSON_STAGE",
                    "OVERRIDE",
                    "MERGED",
                    "SEPARATED"
                })
        String kind,

        @Schema(description = "In words") String text) {}
