package io.tandem.crm.connector;

import io.tandem.crm.domain.RecordKind;

/** A CRM's word that something happened to a record. */
public record Notice(RecordKind kind, String remoteId) {}
