package io.edict.cli;

import io.edict.plain.Secrets;
import java.io.Console;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code edict encrypt}: one value, for one path of one document. */
@Command(
        name = "encrypt",
        description = {
            "Encrypts a value and prints what to write in the document, in quotes: enc(...). It can be read at this path"
                    + " of this document only.",
            "The value is asked for, or read from standard input without its last line break; it is never an argument."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  edict encrypt shop/orders db.password --keys edict.keys",
            "  edict encrypt shop/orders 'hosts[2].token' < token.txt"
        })
final class EncryptCommand implements Callable<Integer> {
    private final EdictCommand edict;

    @Mixin
    private final DocumentTarget target = new DocumentTarget();

    @Parameters(index = "1", paramLabel = "PATH", description = "Where the value will stand in the document.")
    private String path = "";

    @Mixin
    private final KeyOptions keys = new KeyOptions();

    EncryptCommand(EdictCommand edict) {
        this.edict = edict;
    }

    @Override
    public Integer call() {
        String token = Secrets.encrypt(keys.provider(edict.terminal()), target.id(), path, value());
        if (edict.json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("document", target.id());
            facts.put("path", path);
            facts.put("encrypted", token);
            edict.output().json(facts);
        } else {
            edict.output().line(token);
        }
        return ExitCode.OK.number();
    }

    private String value() {
        Console console = edict.terminal().place().interactive() ? System.console() : null;
        if (console == null) {
            String text =
                    TextFile.read(TextFile.STANDARD_INPUT, edict.terminal().in());
            return text.endsWith("\n") ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1)) : text;
        }
        char[] typed = console.readPassword("Value of %s in %s: ", path, target.id());
        if (typed == null) {
            throw new Failure(ExitCode.OTHER, "Nothing was encrypted: no value was given");
        }
        String value = new String(typed);
        Arrays.fill(typed, ' ');
        return value;
    }
}
