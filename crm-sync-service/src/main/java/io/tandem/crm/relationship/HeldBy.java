package io.tandem.crm.relationship;

import io.tandem.contracts.Owner;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/** The columns of an owner. */
@Embeddable
record HeldBy(
        @Column(name = "owner_id") UUID id,
        @Column(name = "owner_name") String name,
        @Column(name = "owner_email") String email) {
    static HeldBy of(Owner owner) {
        return new HeldBy(owner.id(), owner.name(), owner.email());
    }

    static Owner toOwner(HeldBy columns) {
        return columns == null ? null : new Owner(columns.id, columns.name, columns.email);
    }
}
