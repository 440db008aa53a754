package io.tandem.routing.decision;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "tandem.routing")
interface RoutingConfig {
    NextStepUrls nextStep();

    /** Where a visitor goes from the form. {@code {rep}} is the id of the rep who takes care. */
    interface NextStepUrls {
        /** Into the product. */
        @WithDefault("https://app.example.com/start")
        String startProductUrl();

        /** A page that says when to expect a message. */
        @WithDefault("https://www.example.com/we-will-be-in-touch")
        String expectContactUrl();

        /** The calendar of a rep who has no page of the own. */
        @WithDefault("https://meet.example.com/{rep}")
        String bookMeetingUrl();
    }
}
