package io.tandem.signup.enrichment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Who is asked over HTTP for what is known of a company. */
@ConfigMapping(prefix = "tandem.enrichment.provider")
interface ProviderConfig {
    /** Where to ask, with {@code {domain}} in path or query; nobody is asked without. https, unless it is this machine. */
    Optional<String> url();

    /** What the provider is called where values say where they are from; its host unless given. */
    Optional<String> name();

    /** The header that carries the secret. */
    @WithDefault("Authorization")
    String header();

    /** The header's whole value, such as {@code Bearer …}. */
    Optional<String> secret();

    /** How long one question may take, to the last byte of the answer. */
    @WithDefault("2s")
    Duration timeout();

    /** How many companies are asked for within 24 hours at most. */
    @WithDefault("10000")
    int questionsADay();

    /** For how long an answer is good. */
    @WithDefault("30d")
    Duration knownFor();

    /** For how long it is good that the provider knows nothing of a company. */
    @WithDefault("7d")
    Duration unknownFor();

    /** How long nobody is asked after most of the last questions failed. */
    @WithDefault("30s")
    Duration restAfterFailures();

    /** How long after a failed question it is asked again; each time twice as long. */
    @WithDefault("1m")
    Duration pause();

    Fields fields();

    /** Where the answer, a JSON object, holds what; JSON pointers (RFC 6901). */
    interface Fields {
        @WithDefault("/name")
        String name();

        @WithDefault("/industry")
        String industry();

        /** A number of people, or a band. */
        @WithDefault("/size")
        String size();

        @WithDefault("/country")
        String country();

        @WithDefault("/revenue")
        String revenue();

        @WithDefault("/currency")
        String currency();
    }
}
