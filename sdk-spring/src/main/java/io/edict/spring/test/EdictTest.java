package io.edict.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.ContextConfiguration;

/**
 * Gives a test with {@code @SpringBootTest} a store of its own, in place of {@code edict.servers}: no ports, no server unless
 * asked for. The documents that are named here are published before the application starts, so that its imports find them;
 * more is published by the bean {@link EdictTester}. The store lives as long as the application context, which Spring keeps
 * for all test classes with equal settings.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ContextConfiguration(loader = EdictContextLoader.class)
public @interface EdictTest {
    /**
     * What is published before the application starts.
     *
     * @return the documents
     */
    Doc[] value() default {};

    /**
     * The kind of store.
     *
     * @return the kind
     */
    Kind store() default Kind.IN_MEMORY;

    /** Kinds of stores. */
    enum Kind {
        /** In memory. */
        IN_MEMORY,
        /** A ZooKeeper server in this JVM; it needs the two jars named in {@link io.edict.plain.embedded.EmbeddedZooKeeper}. */
        EMBEDDED_ZOOKEEPER
    }

    /** A document. */
    @Target({})
    @Retention(RetentionPolicy.RUNTIME)
    @interface Doc {
        /**
         * Which document.
         *
         * @return {@code namespace/name}
         */
        String id();

        /**
         * Its first version.
         *
         * @return the text, in HOCON
         */
        String text() default "";
    }
}
