package io.tandem.signup.attribution;

import io.tandem.contracts.Touch;
import java.util.List;
import java.util.UUID;

/**
 * Visits that one sender told at once, made fit to be stored.
 *
 * @param anonymousId of the browser, or null, and then they are the person's
 * @param personId null for those of a browser
 * @param ids of the touches, in their order
 * @param touches in the order of their ids, so that everybody takes the rows in the same order
 */
public record ToldTouches(String anonymousId, UUID personId, UUID sourceId, List<UUID> ids, List<Touch> touches) {}
