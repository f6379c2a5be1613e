package io.edict.spring.internal.listen;

import io.edict.DocumentId;
import io.edict.spring.EnvironmentChange;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Which changes a method is called for.
 *
 * @param names the names or prefixes of names; none for all
 * @param documents the documents; none for all
 * @param initial whether it is called at the start
 */
record ListenerFilter(List<String> names, List<DocumentId> documents, boolean initial) {
    private static final String ELEMENT = "[A-Za-z0-9_-]+(\\[[^\\]]+\\])*";
    private static final Pattern NAME = Pattern.compile(ELEMENT + "(\\." + ELEMENT + ")*");

    ListenerFilter {
        names = List.copyOf(names);
        documents = List.copyOf(documents);
    }

    /** Tells whether a text can name properties; patterns, for instance, cannot. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Tells whether the method is to be called. */
    boolean admits(EnvironmentChange change) {
        return (initial && change.initial()) || concerns(change);
    }

    private boolean concerns(EnvironmentChange change) {
        return !change.changedKeys().isEmpty()
                && (documents.isEmpty()
                        || documents.stream().anyMatch(change.documents().keySet()::contains))
                && (names.isEmpty() || names.stream().anyMatch(change::touches));
    }

    /**
     * Tells whether the method is for a name in particular. One that is for all names is not: it may just write a log, and would
     * make every change look as if the application took it in.
     */
    boolean covers(String key) {
        ConfigurationPropertyName name = name(key);
        return names.stream().map(ListenerFilter::name).anyMatch(each -> each.equals(name) || each.isAncestorOf(name));
    }

    private static ConfigurationPropertyName name(String text) {
        return ConfigurationPropertyName.adapt(text, '.');
    }
}
