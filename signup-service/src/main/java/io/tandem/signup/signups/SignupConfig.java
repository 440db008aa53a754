package io.tandem.signup.signups;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "tandem.signup")
interface SignupConfig {
    /** How long after a form came it is answered without its decision. */
    @WithDefault("1s")
    Duration decisionWait();

    /** The same while nothing decides: several forms waited in vain, and no decision of any has come since. */
    @WithDefault("300ms")
    Duration decisionWaitWhileAway();

    /** Where a visitor goes who is let into the product before the decision is known. */
    @WithDefault("https://app.example.com/start")
    String startProductUrl();

    /** How often a silent event stream says that it is still there. */
    @WithDefault("15s")
    Duration streamHeartbeat();

    /** For how long the same form submitted again is the same signup. */
    @WithDefault("24h")
    Duration duplicateWindow();

    /** For how long the sender of a form is recognised by the token it got. */
    @WithDefault("90d")
    Duration returningFor();

    /** For how long the link in a mail confirms an address. */
    @WithDefault("7d")
    Duration confirmWithin();

    /** Where the links in mails lead: the gateway as visitors see it. */
    @WithDefault("http://localhost:8080")
    String publicUrl();

    /** Whether there is a mail server to send confirmations through. */
    @WithDefault("false")
    boolean mailEnabled();

    /** How often it is looked whether there are mails to send. */
    @WithDefault("1s")
    Duration mailEvery();

    /** How long after a failed attempt a mail is sent again; each time twice as long, up to an hour. */
    @WithDefault("30s")
    Duration mailPause();

    /** For how long forms that sprang a trap are kept, and those whose link expired without being followed. */
    @WithDefault("90d")
    Duration keepRefused();

    /** How long an event stream stays open at most; clients then ask again. */
    @WithDefault("5m")
    Duration streamLimit();
}
