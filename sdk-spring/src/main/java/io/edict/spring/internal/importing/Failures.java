package io.edict.spring.internal.importing;

import io.edict.DocumentId;
import io.edict.error.EdictException;
import io.edict.spring.EdictProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.origin.Origin;

/** What people read when an import fails: what is wrong, where that comes from, and what they can do. */
final class Failures {
    private Failures() {}

    /** For example {@code edict:shop/orders, from class path resource [application.yml] - 5:13}. */
    static String origin(ConfigDataLocation location) {
        Origin origin = location.getOrigin();
        return location + (origin == null ? "" : ", from " + origin);
    }

    static ImportException badLocation(ConfigDataLocation location, String why) {
        return new ImportException(
                "\"" + location + "\" is not an import that Edict understands: " + why + "."
                        + (location.getOrigin() == null ? "" : "\n\nIt comes from " + location.getOrigin() + "."),
                advice(
                        "Write one of these, several of them separated by ';':",
                        "edict: for the documents of edict.shared and the application's own",
                        "edict:name for a document of the namespace edict.namespace",
                        "edict:namespace/name for any document",
                        "each with ?profiles=false behind it to leave out its variants for profiles, and optional: before"
                                + " it if the application can start without it"),
                null);
    }

    static ImportException nameless(
            ConfigDataLocation location, @Nullable String name, @Nullable EdictException cause) {
        String why = cause == null
                ? "the application has no name"
                : "the application's name \"" + name + "\" cannot be the name of a document (" + cause.getMessage()
                        + ")";
        return new ImportException(
                "The import \"" + location + "\" stands for the document of this application, but " + why + "."
                        + (location.getOrigin() == null ? "" : "\n\nIt comes from " + location.getOrigin() + "."),
                advice(
                        "Do one of these:",
                        "set spring.application.name, or edict.application if the document has another name",
                        "name the documents in the import: edict:namespace/name"),
                cause);
    }

    static ImportException noServers(String place) {
        return new ImportException(
                "Edict does not know where the store is: edict.servers is not set, as far as can be seen when imports are"
                        + " resolved.\n\nThe import is " + place + ".",
                advice(
                        "Do one of these:",
                        "set edict.servers to ZooKeeper's connect string, such as zk1:2181,zk2:2181,zk3:2181: in the file that"
                                + " has the import, in application.yml if the import stands on the command line or in an"
                                + " environment variable, or as the environment variable EDICT_SERVERS",
                        "if it is set in a file for a profile, put the import there too: Spring Boot reads that file only"
                                + " after the imports of application.yml and of the command line",
                        "if it is set by a test or a container while the context starts, register an EdictConnector or"
                                + " EdictConnectionDetails in the bootstrap registry instead: imports are resolved earlier",
                        "set edict.enabled to false to start without Edict"),
                null);
    }

    static ImportException unusable(String what, String remedy, @Nullable Throwable cause) {
        return new ImportException(what, advice("Do this:", remedy), cause);
    }

    static ImportException unknownBundle(String name, List<String> known) {
        return new ImportException(
                "Edict is to encrypt with the SSL bundle \"" + name + "\", which does not exist. "
                        + (known.isEmpty()
                                ? "No SSL bundles are defined."
                                : "There are: " + known.stream().collect(Collectors.joining(", ")) + "."),
                advice(
                        "Do one of these:",
                        "correct edict.tls.bundle",
                        "define the bundle with spring.ssl.bundle.pem." + name + ".* or spring.ssl.bundle.jks." + name
                                + ".*, where edict.servers is set: bundles that beans register come too late for imports"),
                null);
    }

    /** What was known when a document could not be had. */
    record Need(DocumentId document, String place, String servers, EdictProperties properties) {}

    static ImportException unreachable(Need need, String found, EdictException cause) {
        Path copies = need.properties().localCopies();
        return new ImportException(
                "The store did not give " + need.document() + " within "
                        + text(need.properties().startTimeout())
                        + " (edict.start-timeout), and there is no local copy of it.\n\n    Import:  " + need.place()
                        + "\n    Servers: " + need.servers() + "\n    Found:   " + found,
                advice(
                        "Do one of these:",
                        "see to it that the servers are up and can be reached from here, or correct edict.servers",
                        "write \"optional:\" before the import, if the application can do without the document until the"
                                + " store answers",
                        copies == null
                                ? "set edict.local-copies to a directory that outlives the process: an application that ran"
                                        + " once then starts without the store"
                                : "start once while the store can be reached: from then on, there is a copy in "
                                        + copies + ", and the application starts without the store"),
                cause);
    }

    static ImportException absent(Need need, String state, @Nullable EdictException cause) {
        return new ImportException(
                "The document " + need.document() + " " + state + ".\n\n    Import:  " + need.place()
                        + "\n    Servers: " + need.servers(),
                advice(
                        "Do one of these:",
                        "publish " + need.document() + ", or correct the name in the import",
                        "write \"optional:\" before the import, if the application can do without the document until it is"
                                + " published"),
                cause);
    }

    static ImportException denied(Need need, EdictException cause) {
        return new ImportException(
                "The store refuses to give " + need.document() + " to this application.\n\n    Import:  " + need.place()
                        + "\n    Servers: " + need.servers() + "\n    Found:   " + cause.getMessage(),
                advice(
                        "Do one of these:",
                        "have an operator of the store grant the right to read the namespace "
                                + need.document().namespace(),
                        "check edict.login.scheme, edict.login.user and the password in edict.login.password-file",
                        "\"optional:\" does not help: a document that may not be read is not one that is missing"),
                cause);
    }

    static ImportException refused(Need need, EdictException cause) {
        return new ImportException(
                "The document " + need.document() + " is no good, and there is no local copy of a good version.\n\n"
                        + "    Import:  " + need.place() + "\n    Servers: " + need.servers() + "\n    Found:   "
                        + cause.getMessage(),
                advice(
                        "Do one of these:",
                        "publish a corrected version of " + need.document() + ", or roll back to a good one",
                        need.properties().localCopies() == null
                                ? "set edict.local-copies to a directory that outlives the process: an application that ran"
                                        + " once then starts with the last good version"
                                : "once a good version has been read, there is a copy in "
                                        + need.properties().localCopies() + " to start from",
                        "\"optional:\" does not help: a document that is no good is not one that is missing"),
                cause);
    }

    static ImportException latecomers(List<String> settings) {
        return new ImportException(
                "Settings came too late for Edict: " + String.join(", ", settings)
                        + " had another value, or none, when the"
                        + " imports were resolved than in the environment now. The application would run with the"
                        + " configuration of another store, or with other documents, than the settings say.",
                advice(
                        "Do one of these:",
                        "if they are set in a file for a profile, put the import into that file too: Spring Boot reads it only"
                                + " after the imports of application.yml and of the command line",
                        "or set them in application.yml, in a part with spring.config.activate.on-profile",
                        "if they are set by a test or a container while the context starts, set them before, or register an"
                                + " EdictConnector or EdictConnectionDetails in the bootstrap registry instead"),
                null);
    }

    /**
     * What the client found out about the servers. What it found while it was waiting had more time than what it says in the
     * end; of that, document and time are left out, because they are told already.
     */
    static String finding(@Nullable String problem, EdictException unreachable) {
        return problem == null
                ? unreachable.getMessage().replaceFirst("^Cannot start within .* Tried [^ ]+: ", "")
                : problem;
    }

    static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static String advice(String beginning, String... remedies) {
        return beginning + "\n"
                + List.of(remedies).stream().map(remedy -> "\n    - " + remedy).collect(Collectors.joining());
    }
}
