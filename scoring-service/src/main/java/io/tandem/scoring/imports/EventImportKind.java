package io.tandem.scoring.imports;

/** Where the events of an import come from. */
enum EventImportKind {
    /** A file that was uploaded. */
    UPLOAD,
    /** What the topic of accepted events still has. */
    TOPIC
}
