package io.tandem.crm.domain;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Accounts that are part of others. */
public final class AccountLinks {
    private AccountLinks() {}

    /**
     * The account at the end of each account's links.
     *
     * @param links an account and the one it is part of. While links are told in another order than they were made they
     *     may form a circle; its smallest id is then its end
     */
    public static Map<UUID, UUID> roots(Map<UUID, UUID> links) {
        Map<UUID, UUID> roots = new HashMap<>();
        links.keySet().forEach(account -> roots.put(account, root(account, links)));
        return roots;
    }

    private static UUID root(UUID account, Map<UUID, UUID> links) {
        Set<UUID> way = new LinkedHashSet<>();
        UUID end = account;
        while (way.add(end)) {
            if (!links.containsKey(end)) {
                return end;
            }
            end = links.get(end);
        }
        Set<UUID> circle = new TreeSet<>();
        for (UUID at = end; circle.add(at); ) {
            at = links.get(at);
        }
        return circle.iterator().next();
    }
}
