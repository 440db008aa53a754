package io.tandem.kit.web.outbound;

import java.io.IOException;

/** The place is one that nothing of ours may call: it was not called. */
public class AddressRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    AddressRefusedException(String message) {
        super(message);
    }
}
