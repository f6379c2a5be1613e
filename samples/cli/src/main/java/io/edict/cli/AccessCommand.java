package io.edict.cli;

import io.edict.plain.ConfigAccess;
import io.edict.plain.Edict;
import io.edict.plain.Identity;
import io.edict.plain.NamespaceAccess;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edict access}: who may do what. */
@Command(
        name = "access",
        synopsisSubcommandLabel = "(show | grant | protect)",
        description = "Shows and grants rights. WHO is sasl:USER, x509:SUBJECT, world:anyone, or digest:USER@FILE"
                + " with the password in a file.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  edict access show shop",
            "  edict access grant shop --administrator sasl:admin --publisher sasl:orders --reader world:anyone"
        })
final class AccessCommand {
    private final EdictCommand edict;

    AccessCommand(EdictCommand edict) {
        this.edict = edict;
    }

    @Command(name = "show", description = "Shows who may do what in a namespace, and which nodes deviate from that.")
    int show(@Parameters(paramLabel = "NS", description = "The namespace.") String namespace) {
        try (ConfigAccess access = Edict.access(edict.cluster())) {
            NamespaceAccess shown = access.show(namespace);
            List<String> deviating = access.deviating(namespace);
            if (edict.output().json()) {
                edict.output().json(facts(namespace, shown, deviating));
            } else {
                print(shown, deviating);
            }
        }
        return ExitCode.OK.number();
    }

    private static Map<String, Object> facts(String namespace, NamespaceAccess shown, List<String> deviating) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("namespace", namespace);
        facts.put("readers", names(shown.readers()));
        facts.put("publishers", names(shown.publishers()));
        facts.put("administrators", names(shown.administrators()));
        facts.put("deviating", deviating);
        return facts;
    }

    private void print(NamespaceAccess shown, List<String> deviating) {
        Output output = edict.output();
        output.line("readers: " + String.join(", ", names(shown.readers())));
        output.line("publishers: " + String.join(", ", names(shown.publishers())));
        output.line("administrators: " + String.join(", ", names(shown.administrators())));
        deviating.forEach(path -> output.line("deviates: " + Wording.safe(path)));
    }

    private static List<String> names(Set<Identity> identities) {
        return identities.stream()
                .map(Identity::toString)
                .map(Wording::safe)
                .sorted()
                .toList();
    }

    @Command(name = "grant", description = "Gives a namespace's rights to these, and takes them from all others.")
    int grant(
            @Parameters(paramLabel = "NS", description = "The namespace.") String namespace,
            @Option(names = "--administrator", paramLabel = "WHO", required = true, description = "May do everything.")
                    List<String> administrators,
            @Option(names = "--publisher", paramLabel = "WHO", description = "May publish.") @Nullable
                    List<String> publishers,
            @Option(names = "--reader", paramLabel = "WHO", description = "May read.") @Nullable List<String> readers) {
        NamespaceAccess wanted =
                new NamespaceAccess(identities(readers), identities(publishers), identities(administrators));
        try (ConfigAccess access = Edict.access(edict.cluster())) {
            done(access.grant(namespace, wanted));
        }
        return ExitCode.OK.number();
    }

    @Command(name = "protect", description = "Lets administrators only add namespaces.")
    int protect(
            @Option(names = "--administrator", paramLabel = "WHO", required = true, description = "Who may.")
                    List<String> administrators) {
        try (ConfigAccess access = Edict.access(edict.cluster())) {
            done(access.protect(identities(administrators)));
        }
        return ExitCode.OK.number();
    }

    private void done(int changed) {
        if (edict.output().json()) {
            edict.output().json(Map.of("changed", changed));
        } else {
            edict.output().line(changed + " nodes changed");
        }
    }

    private static Set<Identity> identities(@Nullable List<String> written) {
        Set<Identity> identities = new LinkedHashSet<>();
        if (written != null) {
            written.forEach(each -> identities.add(identity(each)));
        }
        return identities;
    }

    private static Identity identity(String written) {
        int colon = written.indexOf(':');
        int at = written.indexOf('@');
        if (colon < 1) {
            throw new Failure(ExitCode.USAGE, "An identity is written SCHEME:NAME, such as sasl:orders");
        }
        String scheme = written.substring(0, colon);
        return scheme.equals("digest") && at > colon
                ? Identity.digest(written.substring(colon + 1, at), Path.of(written.substring(at + 1)))
                : new Identity(scheme, written.substring(colon + 1));
    }
}
