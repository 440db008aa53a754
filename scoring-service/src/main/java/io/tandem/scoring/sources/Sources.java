package io.tandem.scoring.sources;

import io.quarkus.scheduler.Scheduled;
import io.tandem.kit.web.ApiKey;
import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells which source a write key belongs to. All keys are held in memory, so known sources go on sending while the
 * database is away.
 *
 * <p>Keys are looked up by their SHA-256: how long that takes says nothing about a key, so no further constant-time
 * comparison is needed.
 */
@ApplicationScoped
public class Sources {
    private static final Logger LOG = Logger.getLogger(Sources.class);
    private static final long MISS_LIFETIME = Duration.ofSeconds(1).toNanos();

    private final SourceRepository repository;
    private volatile Map<String, UUID> byKeyHash = Map.of();
    private volatile long attemptedAt = System.nanoTime() - MISS_LIFETIME;
    private volatile boolean reachable = true;

    @Inject
    Sources(SourceRepository repository) {
        this.repository = repository;
    }

    /** The source with this key as far as this process knows, without waiting for anything. */
    public Optional<UUID> known(String writeKey) {
        return Optional.ofNullable(byKeyHash.get(ApiKey.hash(writeKey)));
    }

    /**
     * The source with this key: 401 when there is none, 503 when that cannot be known now. Asks the database for a key
     * that is not known.
     */
    public UUID require(String writeKey) {
        String hash = ApiKey.hash(writeKey);
        UUID source = byKeyHash.get(hash);
        if (source == null) {
            reloadUnlessFresh();
            source = byKeyHash.get(hash);
        }
        if (source != null) {
            return source;
        }
        if (!reachable) {
            throw Problem.unavailable("the write key cannot be checked now");
        }
        throw Problem.unauthorized("the write key is not known, or its source is switched off");
    }

    /** Picks up what other instances have consumed. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        reload();
    }

    /** A stream of unknown keys costs one query a second, and one slow database does not hold every caller. */
    private synchronized void reloadUnlessFresh() {
        if (System.nanoTime() - attemptedAt >= MISS_LIFETIME) {
            reload();
        }
    }

    synchronized void reload() {
        try {
            byKeyHash = Map.copyOf(repository.byKeyHash());
            reachable = true;
        } catch (DatabaseException e) {
            reachable = false;
            LOG.warn("The write keys could not be read; the known ones stay in use", e);
        } finally {
            attemptedAt = System.nanoTime();
        }
    }
}
