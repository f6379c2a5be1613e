package io.edict.cli;

import io.edict.ConfigClient;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.Publication;
import io.edict.plain.ClientBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edict publish}: new text for one document, or for several in one transaction. */
@Command(
        name = "publish",
        description = "Publishes a file as a document's new version; several documents all together or not at all.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  edict publish shop/orders orders.conf -m 'Bigger pool'",
            "  edict publish shop/orders=orders.conf shop/prices=prices.yaml",
            "  edict publish shop/orders - --format hocon --if-version 3 < orders.conf"
        })
final class PublishCommand extends StoreCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "NS/NAME FILE | NS/NAME=FILE",
            hideParamSyntax = true,
            description = "The document and its file, '-' for standard input; or several pairs.")
    private List<String> arguments = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "hocon, json, properties or yaml. Default: by the file's extension.")
    private @Nullable Format format;

    @Option(names = "--unchecked", description = "Publish the text even if it does not parse.")
    private boolean unchecked;

    @ArgGroup
    private Condition condition = new Condition();

    @Mixin
    private final Provenance provenance = new Provenance();

    private List<Publication> publications = List.of();

    /** What must hold; one of the two at most. */
    static final class Condition {
        @Option(names = "--if-version", paramLabel = "N", description = "Only if version N is the current one.")
        private @Nullable Long version;

        @Option(names = "--create", description = "Only if there is no such document.")
        private boolean create;

        Publication applyTo(Publication publication) {
            if (version != null) {
                return publication.ifVersion(version);
            }
            return create ? publication.ifAbsent() : publication;
        }
    }

    PublishCommand(EdictCommand edict) {
        super(edict);
    }

    @Override
    void check() {
        publications = Pair.of(arguments).stream().map(this::publication).toList();
    }

    @Override
    ClientBuilder prepare(ClientBuilder builder) {
        return provenance.sign(builder, edict().terminal().place().environment());
    }

    @Override
    void run(ConfigClient client) {
        Published.print(client.publisher().publish(publications), output());
    }

    private Publication publication(Pair pair) {
        Format known = format == null ? Format.ofFileName(pair.file()) : format;
        String text = TextFile.read(pair.file(), edict().terminal().in());
        Publication publication = provenance.applyTo(condition.applyTo(Publication.of(pair.id(), known, text)));
        return unchecked ? publication.unchecked() : publication;
    }

    /** A document and the file with its text. */
    private record Pair(DocumentId id, String file) {
        /** Reads the arguments, in either form; an id has no '=' in it, so the first one tells which. */
        static List<Pair> of(List<String> arguments) {
            if (arguments.size() == 2 && arguments.get(0).indexOf('=') < 0) {
                return List.of(new Pair(DocumentId.of(arguments.get(0)), arguments.get(1)));
            }
            return arguments.stream().map(Pair::of).toList();
        }

        private static Pair of(String argument) {
            int sign = argument.indexOf('=');
            if (sign < 0) {
                throw new Failure(
                        ExitCode.USAGE,
                        "'" + argument
                                + "' names no file; write NS/NAME FILE for one document, NS/NAME=FILE for several");
            }
            return new Pair(DocumentId.of(argument.substring(0, sign)), argument.substring(sign + 1));
        }
    }
}
