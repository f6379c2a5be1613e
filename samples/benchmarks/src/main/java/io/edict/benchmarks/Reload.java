package io.edict.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.edict.Binding;
import io.edict.DocumentId;
import io.edict.KeyChange;
import io.edict.Snapshot;
import io.edict.Source;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.plain.internal.bind.Binder;
import io.edict.plain.internal.bind.Bound;
import io.edict.plain.internal.bind.Origins;
import io.edict.plain.internal.content.DocumentParser;
import io.edict.plain.internal.content.IndexedSnapshot;
import io.edict.plain.internal.content.KeyDiff;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * What a new version costs before it is in force: parsing, the index, and the difference to the version before, of which one
 * key is another; beside what parses the same text otherwise. Binding is told of by itself.
 */
final class Reload {
    private static final int WARM_UP = 25;
    private static final int MOST_GROUPS = 10;
    private static final Source STORE = new Source(Source.Kind.STORE, "memory");
    private static final DocumentId ID = DocumentId.of("bench/reload");

    private final Corpus.Form form;
    private final int keys;
    private final String text;
    private final Snapshot before;
    private final List<Binding<Corpus.Group>> bindings;
    private final Binder binder = new Binder(Map.of());
    private final ObjectMapper jackson = new ObjectMapper();

    private Reload(Corpus.Form form, int bytes) {
        this.form = form;
        this.keys = Corpus.keys(form, bytes);
        this.text = Corpus.text(form, keys, 2);
        this.before = snapshot(form, Corpus.text(form, keys, 1));
        this.bindings = IntStream.range(0, Math.max(1, Math.min(MOST_GROUPS, keys / 100)))
                .mapToObj(group -> Binding.of(Corpus.Group.class).at(Corpus.group(group)))
                .toList();
    }

    /**
     * Measures, and prints what came of it.
     *
     * @param rounds how often each size of each form is measured
     * @param sizes the sizes of the text, in bytes
     */
    static void run(Sheet sheet, int rounds, int... sizes) throws Exception {
        sheet.say("Parse, index and difference, ms; ratios are medians of " + rounds
                + " rounds, with the middle half of them");
        sheet.columns(
                "form", "bytes", "keys", "Edict", "and bound", "beside", "ms", "ratio", "typesafe-config ms", "ratio");
        Plot plot = new Plot("A new version, until it is in force", "bytes of text", "ms");
        for (Corpus.Form form : Corpus.Form.values()) {
            for (int size : sizes) {
                new Reload(form, size).measure(sheet, plot, size, size >= 1 << 20 ? Math.max(3, rounds / 4) : rounds);
            }
        }
        sheet.draw("reload", plot);
    }

    private void measure(Sheet sheet, Plot plot, int size, int rounds) throws Exception {
        List<Timing> timings = new Rounds()
                .add("Edict", Rounds.repeated(this::reload))
                .add("bound", Rounds.repeated(this::bound))
                .add("typesafe-config", Rounds.repeated(this::typesafe))
                .add(besideName(), Rounds.repeated(beside()))
                .run(size >= 1 << 20 ? 3 : WARM_UP, rounds);
        Timing edict = timings.get(0);
        Timing typesafe = timings.get(2);
        Timing beside = timings.get(3);
        sheet.row(
                form.title,
                text.length(),
                keys,
                edict.median(),
                timings.get(1).median(),
                beside.name(),
                beside.median(),
                edict.spread(beside),
                readsYaml() ? "–" : typesafe.median(),
                readsYaml() ? "–" : edict.spread(typesafe));
        plot.point("Edict, " + form.title, size, edict.median());
        if (form != Corpus.Form.NESTED && form != Corpus.Form.DOTTED) {
            plot.point(beside.name(), size, beside.median());
        } else {
            plot.point("typesafe-config, " + form.title, size, typesafe.median());
        }
    }

    /** Which typesafe-config does not. */
    private boolean readsYaml() {
        return form == Corpus.Form.YAML;
    }

    private Object reload() {
        return changes(snapshot(form, text));
    }

    private List<KeyChange> changes(Snapshot after) {
        List<KeyChange> changes = KeyDiff.between(before, after);
        if (changes.size() != 1) {
            throw new IllegalStateException(changes.size() + " keys are found to have changed, of one");
        }
        return changes;
    }

    private Object bound() {
        Snapshot after = snapshot(form, text);
        List<KeyChange> changes = changes(after);
        Origins origins = Origins.of(ID, after.info().version());
        for (Binding<Corpus.Group> binding : bindings) {
            if (!(binder.bind(binding, after.config(), origins) instanceof Bound.Value<?>)) {
                throw new IllegalStateException("The document of this benchmark cannot be bound");
            }
        }
        return changes;
    }

    /** A parsed version of a text, as a client makes it. */
    static Snapshot snapshot(Corpus.Form form, String text) {
        VersionInfo info = new VersionInfo(
                ID,
                new Version(1, 1),
                VersionInfo.Kind.CONTENT,
                form.format,
                text.length(),
                "0".repeat(64),
                new VersionInfo.Origin("", Instant.EPOCH, ""),
                new UUID(0, 1),
                List.of());
        return new IndexedSnapshot(info, STORE, DocumentParser.parse(info, text));
    }

    private Object typesafe() {
        return switch (form) {
            case PROPERTIES -> parsed(ConfigSyntax.PROPERTIES);
            case JSON -> parsed(ConfigSyntax.JSON);
            case NESTED, DOTTED -> parsed(ConfigSyntax.CONF);
            case YAML -> "";
        };
    }

    private Object parsed(ConfigSyntax syntax) {
        return ConfigFactory.parseString(text, ConfigParseOptions.defaults().setSyntax(syntax));
    }

    private String besideName() {
        return switch (form) {
            case PROPERTIES -> "java.util.Properties";
            case JSON -> "Jackson to a map";
            case NESTED, DOTTED -> "typesafe-config, nested";
            case YAML -> "SnakeYAML";
        };
    }

    private Callable<?> beside() {
        String nested = Corpus.text(Corpus.Form.NESTED, keys, 2);
        return switch (form) {
            case PROPERTIES -> this::properties;
            case JSON -> () -> jackson.readValue(text, Map.class);
            case NESTED, DOTTED -> () -> ConfigFactory.parseString(nested);
            case YAML -> this::yaml;
        };
    }

    private Properties properties() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }

    private Object yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        return new Yaml(options).load(text);
    }
}
