package io.tandem.crm.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Works out how an account stands, and what follows of it, when a test says so. */
@ApplicationScoped
public class HealthRound {
    private final HealthService service;

    HealthRound(HealthService service) {
        this.service = service;
    }

    public void of(UUID account) {
        service.workOut(account);
    }
}
