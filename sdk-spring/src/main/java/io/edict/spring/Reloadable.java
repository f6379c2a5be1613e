package io.edict.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a bean with setters, whose class has {@code @ConfigurationProperties}, follow the published version: each changed
 * property is set by its setter, from an object that was bound and validated as a whole before. The bean is neither
 * destroyed nor emptied, so nobody sees defaults or nulls; but its properties change one after the other. Prefer an immutable
 * type and {@link io.edict.Live}, which change at once.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Reloadable {}
