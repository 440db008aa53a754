package io.tandem.local.demo;

import io.tandem.local.stand.Stand;
import java.io.PrintStream;

/** Plays a simulated month through the public API. */
public final class Demo {
    private final Stand stand;
    private final PrintStream out;

    public Demo(Stand stand, PrintStream out) {
        this.stand = stand;
        this.out = out;
    }

    public void play() {
        out.println(stand);
    }
}
