package io.tandem.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A hundred visitors who come at once. */
final class Crowd {
    private static final int AT_ONCE = 100;

    private Crowd() {}

    /** What that many calls answer, each with its number, in the order of the numbers. */
    static <T> List<T> answers(int calls, IntFunction<T> call) throws Exception {
        ExecutorService visitors = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<T>> under = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                int number = i;
                under.add(visitors.submit(() -> call.apply(number)));
            }
            visitors.shutdown();
            assertThat(visitors.awaitTermination(20, TimeUnit.MINUTES)).isTrue();
            List<T> answers = new ArrayList<>();
            for (Future<T> done : under) {
                answers.add(done.get());
            }
            return answers;
        } finally {
            visitors.shutdownNow();
        }
    }
}
