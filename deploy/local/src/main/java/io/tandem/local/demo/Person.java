package io.tandem.local.demo;

/** Somebody who works at one of the demo's companies. */
record Person(String userId, String name, String email, String role) {}
