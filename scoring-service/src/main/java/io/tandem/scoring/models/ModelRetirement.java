package io.tandem.scoring.models;

import io.tandem.kit.web.Problem;
import io.tandem.scoring.database.Database;
import io.tandem.scoring.domain.CompiledModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Says what need not be counted any more, since only versions of long ago count it. */
@ApplicationScoped
public class ModelRetirement {
    @Inject
    Database database;

    @Inject
    ModelRepository repository;

    @Inject
    ScoringModels models;

    /** What nobody counts any more and whose sums are to be removed. */
    public record Retired(Set<String> measures, Set<String> watches) {
        public Retired {
            measures = Set.copyOf(measures);
            watches = Set.copyOf(watches);
        }

        public boolean isEmpty() {
            return measures.isEmpty() && watches.isEmpty();
        }
    }

    /**
     * From now on what neither the version in force nor so many before it use is not counted. Not while another is being
     * prepared, which may be one that uses it.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void retire(int versions) {
        ModelRepository.InForce present = repository.lock();
        if (present.version() == null
                || repository.withStatus(ScoringModelStatus.PREPARING).isPresent()
                || repository.isFilling()) {
            return;
        }
        Set<String> measures =
                new HashSet<>(repository.measures(present.generation()).keySet());
        Set<String> watches =
                new HashSet<>(repository.watches(present.generation()).keySet());
        for (int version : repository.latestPublished(versions + 1)) {
            // What counts now is never taken for unusable.
            Optional<CompiledModel> used =
                    version == present.version() ? Optional.of(models.published(version)) : usable(version);
            used.ifPresent(model -> {
                measures.removeAll(model.measures().keySet());
                watches.removeAll(model.watches().keySet());
            });
        }
        if (!measures.isEmpty() || !watches.isEmpty()) {
            // Whoever counts has read the generation in the gate.
            database.closeGate();
            repository.retire(measures, watches, present.generation() + 1);
        }
    }

    /** A version that can no longer be read cannot come back, so nobody needs its sums. */
    private Optional<CompiledModel> usable(int version) {
        try {
            return models.ofVersion(version);
        } catch (Problem unreadable) {
            return Optional.empty();
        }
    }

    /** What has been retired and not yet forgotten. */
    @Transactional(Transactional.TxType.SUPPORTS)
    public Retired retired() {
        return repository.retired();
    }

    /** To be called when their sums are removed: they may be counted anew from now on. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forget(Retired retired) {
        repository.forget(retired);
    }
}
