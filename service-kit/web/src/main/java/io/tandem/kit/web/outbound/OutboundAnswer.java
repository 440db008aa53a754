package io.tandem.kit.web.outbound;

import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A whole answer.
 *
 * @param headers gives the value of a header, in any letter case, or null
 */
public record OutboundAnswer(int status, UnaryOperator<String> headers, byte[] body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
