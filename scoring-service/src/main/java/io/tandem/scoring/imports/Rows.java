package io.tandem.scoring.imports;

import java.io.IOException;

/** The rows of an upload, one after the other, each as one line of JSON. */
interface Rows {
    /** Null after the last; empty for a blank one. */
    byte[] next() throws IOException;
}
