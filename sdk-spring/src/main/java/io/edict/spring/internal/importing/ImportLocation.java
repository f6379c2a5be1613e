package io.edict.spring.internal.importing;

import io.edict.DocumentId;
import io.edict.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLocation;

/**
 * One member of what stands behind {@code edict:} in an import.
 *
 * @param document the document that it names, or null if it stands for the shared ones and the application's
 * @param optional whether it need not be there
 * @param profiles whether its variants for the active profiles are imported too
 */
record ImportLocation(@Nullable DocumentId document, boolean optional, boolean profiles) {
    static final String PREFIX = "edict:";

    private static final String SEPARATOR = ";";

    /**
     * Reads an import.
     *
     * @param location the import
     * @param namespace the namespace of names without one
     * @return its members, in their order
     * @throws ImportException if it is not one
     */
    static List<ImportLocation> parse(ConfigDataLocation location, String namespace) {
        List<ImportLocation> members = new ArrayList<>();
        for (String member : location.getNonPrefixedValue(PREFIX).split(SEPARATOR, -1)) {
            members.add(new Reader(location, member, namespace).read(members.isEmpty()));
        }
        return members;
    }

    /** Reads one member. */
    private record Reader(ConfigDataLocation location, String text, String namespace) {
        ImportLocation read(boolean first) {
            String own = text.strip();
            boolean optional = own.startsWith(ConfigDataLocation.OPTIONAL_PREFIX);
            String rest = optional ? own.substring(ConfigDataLocation.OPTIONAL_PREFIX.length()) : own;
            boolean prefixed = rest.startsWith(PREFIX);
            rest = prefixed ? rest.substring(PREFIX.length()) : rest;
            if (rest.isBlank() && !first && !prefixed) {
                throw bad("there is nothing between two of its semicolons, or after the last one");
            }
            int question = rest.indexOf('?');
            String name = (question < 0 ? rest : rest.substring(0, question)).strip();
            boolean profiles = question < 0 || profiles(rest.substring(question + 1));
            return new ImportLocation(
                    name.isEmpty() ? null : document(name), location.isOptional() || optional, profiles);
        }

        private DocumentId document(String name) {
            try {
                return name.indexOf('/') < 0 ? new DocumentId(namespace, name) : DocumentId.of(name);
            } catch (InvalidRequestException e) {
                throw bad(decapitalized(e.getMessage()));
            }
        }

        private boolean profiles(String options) {
            boolean profiles = true;
            for (String option : options.split("&", -1)) {
                switch (option.strip()) {
                    case "profiles=true" -> profiles = true;
                    case "profiles=false" -> profiles = false;
                    default ->
                        throw bad("it has the option \"" + option + "\"; the only one that there is, is profiles=true"
                                + " or profiles=false");
                }
            }
            return profiles;
        }

        private ImportException bad(String why) {
            return Failures.badLocation(location, why);
        }

        private static String decapitalized(String sentence) {
            return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
        }
    }
}
