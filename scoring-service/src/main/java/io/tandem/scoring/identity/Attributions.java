package io.tandem.scoring.identity;

import io.tandem.scoring.domain.Attribution;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * What a batch of statements did to accounts.
 *
 * @param touched every account whose people or usage changed, also those that somebody left
 * @param changed those of which somebody new is known, or somebody or something is known otherwise
 * @param known the accounts among them of which it is known what they are named by
 */
public record Attributions(Set<UUID> touched, Set<UUID> changed, Collection<Attribution> known) {}
