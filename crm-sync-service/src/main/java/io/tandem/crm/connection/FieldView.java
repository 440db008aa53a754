package io.tandem.crm.connection;

import io.tandem.crm.domain.FieldMapping;
import io.tandem.crm.domain.FieldPolicy;
import io.tandem.crm.domain.RecordKind;

/** A field that is kept the same: its name here and there, and whose value holds. */
record FieldView(RecordKind kind, String field, String property, FieldPolicy policy) {
    static FieldView from(FieldMapping mapping) {
        return new FieldView(mapping.field().kind(), mapping.field().label(), mapping.property(), mapping.policy());
    }
}
