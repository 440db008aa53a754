package io.tandem.scoring.domain;

/**
 * Who the holder of a key is, as far as known.
 *
 * @param canonical the key that this one is the same as in the end; its own when it stands for itself
 * @param person the key of the human: one email is one human, however many user ids it has
 * @param account null while nothing tells which one
 */
public record Identity(
        String key, String canonical, String person, String email, String name, String role, Attribution account) {}
