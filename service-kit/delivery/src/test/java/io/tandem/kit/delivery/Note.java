package io.tandem.kit.delivery;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

@Entity
public class Note {
    @Id
    UUID id;

    UUID account;
    String text;

    protected Note() {}

    Note(UUID account, String text) {
        this.id = UUID.randomUUID();
        this.account = account;
        this.text = text;
    }
}
