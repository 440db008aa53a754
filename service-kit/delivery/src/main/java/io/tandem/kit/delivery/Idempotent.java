package io.tandem.kit.delivery;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A request that carries an {@code Idempotency-Key} is carried out once per caller; repeated, it gets its first answer
 * again.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {
    /** Whether a request without the key is refused. */
    boolean required() default false;
}
