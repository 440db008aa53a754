package io.tandem.signup.forms;

import io.tandem.signup.domain.FormDefinition;

/** A form as visitors fill it in. */
public record PublishedForm(int version, FormDefinition definition) {}
