package io.edict.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a bean's method called after versions came into force: once for each generation, whatever number of documents moved,
 * after the environment and all live values show it, and before the next generation is told of. A generation that changes
 * nothing for the application, because what changed is hidden, is not told of.
 *
 * <p>Parameters may be, in any order: {@link EnvironmentChange}; {@link EnvironmentView}, the environment now; classes with
 * {@code @ConfigurationProperties} that have a live value, which give the value now, and a second parameter of the same class
 * the value before. The method returns nothing. One that does not fit fails the start. It may be private to its package; a proxy
 * of the bean ({@code @Transactional}, {@code @Async}) is honoured. The bean is looked up by its name at each call: one that is
 * lazy, or of another scope, is made when it is needed.
 *
 * <p>Called on one of the client's threads, in the order of {@code @Order} on methods, one after the other. While one runs, newer
 * versions are applied, and told of in one call afterwards. What it throws is logged without its message, counted, and keeps
 * nobody else from being called. To refuse a version, use a {@link ConfigGate}.
 *
 * <p>Methods in contexts below the one that imports are called too, from the first change after such a context is refreshed
 * until it closes; they have no call at the start.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnConfigChange {
    /**
     * The names or prefixes of names that the method is for, compared as {@link EnvironmentChange#touches} does; all if there
     * are none. Placeholders are resolved at the start. Names that stand here count as taken in without a restart.
     *
     * @return the names
     */
    String[] value() default {};

    /**
     * The documents that the method is for, {@code namespace/name}; all if there are none. It is called for a change that one
     * of these has a part in; placeholders are resolved at the start.
     *
     * @return the documents
     */
    String[] documents() default {};

    /**
     * Whether the method is called once when the application has started, whether or not anything changed and whatever it is
     * for. Values before and now are the same then, unless something changed between import and start.
     *
     * @return whether it is
     */
    boolean initial() default false;
}
