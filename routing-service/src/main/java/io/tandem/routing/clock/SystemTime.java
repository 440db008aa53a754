package io.tandem.routing.clock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What time it is. Injected wherever time decides something, so that tests can move it. */
@ApplicationScoped
class SystemTime {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
