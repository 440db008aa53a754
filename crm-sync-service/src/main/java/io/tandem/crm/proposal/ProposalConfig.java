package io.tandem.crm.proposal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "tandem.proposals")
interface ProposalConfig {
    /** Who makes the offers, as printed on them. */
    @WithDefault("Tandem")
    String company();
}
