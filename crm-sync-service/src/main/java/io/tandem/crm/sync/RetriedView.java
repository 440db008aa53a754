package io.tandem.crm.sync;

/** How many records wait to be sent again. */
record RetriedView(int records) {}
