package io.tandem.scoring.domain;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Finds what linked accounts count as. */
public final class AccountLinks {
    private AccountLinks() {}

    /**
     * The end of each chain. Nobody makes circles, but should one arise all the same, everything that leads into it
     * counts as the least account in it, so that nothing is lost.
     *
     * @param into what each account is part of
     * @return for each of them the account that it counts as; an account that ends a chain is not in it
     */
    public static Map<UUID, UUID> roots(Map<UUID, UUID> into) {
        Map<UUID, UUID> roots = new HashMap<>();
        for (UUID account : into.keySet()) {
            UUID root = root(account, into);
            if (!root.equals(account)) {
                roots.put(account, root);
            }
        }
        return roots;
    }

    private static UUID root(UUID account, Map<UUID, UUID> into) {
        Set<UUID> path = new LinkedHashSet<>();
        UUID at = account;
        while (path.add(at)) {
            UUID next = into.get(at);
            if (next == null) {
                return at;
            }
            at = next;
        }
        UUID entry = at;
        return path.stream()
                .dropWhile(step -> !step.equals(entry))
                .min(UUID::compareTo)
                .orElse(entry);
    }
}
