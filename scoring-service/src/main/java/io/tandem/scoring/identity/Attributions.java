package io.tandem.scoring.identity;

import io.tandem.scoring.domain.Attribution;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * What a batch of statements did to accounts.
 *
 * @param touched every account whose people or usage changed, also those that somebody left
 * @param known the accounts among them of which it is known what they are named by
 */
public record Attributions(Set<UUID> touched, Collection<Attribution> known) {}
