package io.tandem.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatienceTest {
    @Test
    void tellsWhoIsAtWorkOnOneThreadWhileAnotherGoesOn() throws Exception {
        Patience patience = new Patience();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Thread stuck = new Thread(() -> patience.whileTransient("usage", () -> {
            begun.countDown();
            awaitUninterrupted(answered);
        }));
        stuck.start();
        begun.await();

        patience.whileTransient("usage", () -> {});
        assertThat(patience.working()).hasSize(1);

        answered.countDown();
        stuck.join();
        assertThat(patience.working()).isEmpty();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
