package io.edict;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record component or a method is bound to where the document has no value: {@code @Default("10s")}. Never used for
 * a malformed one. Methods of interfaces may have a body ({@code default}) instead.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD, ElementType.FIELD})
public @interface Default {
    /**
     * The value, written as behind a {@code =} in HOCON: {@code 10}, {@code 5s}, {@code [a, b]}, <code>{}</code>,
     * {@code ""} for an empty text. It is bound by the same rules as a value of the document.
     *
     * @return the value
     */
    String value();
}
