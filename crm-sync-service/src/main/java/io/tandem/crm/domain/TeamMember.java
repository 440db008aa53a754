package io.tandem.crm.domain;

/** Somebody of ours who works in an engagement. */
public record TeamMember(String name, String email, String role) {}
