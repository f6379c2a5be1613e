package io.edict.cli;

import io.edict.DocumentId;
import io.edict.plain.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code edict signing-key}: a new key pair for a publisher. */
@Command(
        name = "signing-key",
        description = {
            "Makes a key with which a publisher signs: FILE, for its owner only, and FILE.pub, for those who are to trust it.",
            "Neither file may exist."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  edict signing-key ann.key --namespaces shop,billing",
            "  edict publish shop/orders orders.conf --sign-with ann.key"
        })
final class SigningKeyCommand implements Callable<Integer> {
    private final EdictCommand edict;

    @Parameters(index = "0", paramLabel = "FILE", description = "The private key's file.")
    private @Nullable Path file;

    @Option(
            names = "--namespaces",
            paramLabel = "NS",
            split = ",",
            description = "Say in FILE.pub that the key is to be trusted for these only. Default: for all.")
    private List<String> namespaces = List.of();

    SigningKeyCommand(EdictCommand edict) {
        this.edict = edict;
    }

    @Override
    public Integer call() {
        Path secret = Objects.requireNonNull(file);
        Path open = Path.of(secret + ".pub");
        namespaces.forEach(DocumentId::checkNamespace);
        if (Files.exists(open)) {
            throw new Failure(ExitCode.USAGE, open + " exists, and no key is written over; name a new file");
        }
        SigningKey key = SigningKey.generate();
        key.write(secret);
        String restriction = namespaces.isEmpty() ? "" : "namespaces: " + String.join(", ", namespaces) + "\n";
        TextFile.write(open, restriction + key.publicText());
        tell(key, secret, open);
        return ExitCode.OK.number();
    }

    private void tell(SigningKey key, Path secret, Path open) {
        Output output = edict.output();
        if (output.json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("key", key.id());
            facts.put("file", secret);
            facts.put("public", open);
            output.json(facts);
        } else {
            output.line("Key " + key.id() + " is in " + secret + "; sign with: --sign-with " + secret);
            output.line("Put " + open + " into the directory of those who are to trust it");
        }
    }
}
