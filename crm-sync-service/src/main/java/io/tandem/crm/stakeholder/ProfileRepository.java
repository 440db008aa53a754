package io.tandem.crm.stakeholder;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class ProfileRepository implements PanacheRepositoryBase<StakeholderProfile, ProfileKey> {
    /** Of somebody who is described at several accounts of a family, the newest description. */
    Map<UUID, StakeholderProfile> newest(Collection<UUID> accounts) {
        return find("key.accountId in ?1 order by updatedAt", accounts).stream()
                .collect(Collectors.toMap(
                        profile -> profile.key().personId(), Function.identity(), (older, newer) -> newer));
    }

    Optional<StakeholderProfile> newest(Collection<UUID> accounts, UUID personId) {
        return find("key.accountId in ?1 and key.personId = ?2 order by updatedAt desc", accounts, personId)
                .firstResultOptional();
    }

    void forgetSuperior(Collection<UUID> accounts, UUID personId) {
        update("reportsTo = null where key.accountId in ?1 and reportsTo = ?2", accounts, personId);
    }
}
