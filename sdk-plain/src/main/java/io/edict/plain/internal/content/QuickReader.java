package io.edict.plain.internal.content;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.edict.plain.internal.content.QuickText.Otherwise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what nearly all JSON and HOCON consists of, in one pass and in time that grows with the text alone: objects, dotted
 * keys, lists, strings, numbers and comments. Makes of them what typesafe-config makes, lines and comments included.
 *
 * <p>It does not judge. A text with anything else (substitutions, includes, joined values, values that are given twice, or
 * flaws) is none of its business, and typesafe-config reads it from the beginning. For one thread and one text.
 */
final class QuickReader {
    /** Far less than a text may nest; what nests deeper is read with care. */
    private static final int MOST_LEVELS = 50;

    /** Numbers of which typesafe-config keeps how they are written, so that it reads each of them, once. */
    private static final int MOST_SPELLINGS = 1_000;

    private final QuickText in;
    private final boolean json;
    private final Branch.Common common;
    private final Numbering numbering = new Numbering();
    private final Map<String, ConfigValue> spellings = new HashMap<>();
    private final List<String> path = new ArrayList<>();
    private int levels;

    private QuickReader(String text, boolean json, String origin) {
        this.in = new QuickText(text, json);
        this.json = json;
        this.common = new Branch.Common(ConfigOriginFactory.newSimple(origin));
    }

    /**
     * Reads a text.
     *
     * @param json whether it is JSON, or else HOCON
     * @param origin what values say they come from
     * @return the configuration, or null if the text must be read with more care
     */
    static @Nullable IndexedConfig read(String text, boolean json, String origin) {
        try {
            QuickReader reader = new QuickReader(text, json, origin);
            ConfigObject root = reader.root();
            boolean ordinary = !reader.common.repeats() && !PathSum.isTooLong(reader.numbering, text.length());
            return ordinary ? new IndexedConfig(root.toConfig(), new PathIndex(root, reader.numbering)) : null;
        } catch (Otherwise e) {
            return null;
        }
    }

    private ConfigObject root() throws Otherwise {
        List<String> comments = new ArrayList<>();
        in.blankLines(comments);
        boolean braces = in.takes('{');
        if (!braces) {
            if (json || in.ends()) {
                throw new Otherwise();
            }
            in.restart();
            comments.clear();
        }
        Branch root = Branch.root(common, numbering, in.line());
        root.comment(comments);
        fields(root, braces);
        comments.clear();
        in.blankLines(comments);
        if (!in.ends() || !comments.isEmpty()) {
            throw new Otherwise();
        }
        return root.object();
    }

    /** Reads fields up to the closing brace, or the end of the text; tells how many there are. */
    private int fields(Branch branch, boolean braces) throws Otherwise {
        enter();
        List<String> comments = new ArrayList<>(0);
        Separation separation = new Separation();
        int count = 0;
        while (true) {
            in.blanks();
            if (in.takes('\n')) {
                separation.line(comments);
            } else if (in.atComment()) {
                comments.add(in.comment());
                separation.lineBefore = false;
            } else if (in.takes(',')) {
                separation.comma();
            } else if (braces ? in.takes('}') : in.ends()) {
                separation.end();
                levels--;
                return count;
            } else {
                separation.item();
                field(branch, comments);
                count++;
            }
        }
    }

    private void enter() throws Otherwise {
        if (++levels > MOST_LEVELS) {
            throw new Otherwise();
        }
    }

    /** How fields, and the elements of lists, are told from each other. */
    private final class Separation {
        private boolean ready = true;
        private boolean comma;
        private boolean item;
        private boolean lineBefore;

        void line(List<String> comments) {
            if (lineBefore) {
                comments.clear();
            }
            lineBefore = true;
            ready |= !json;
        }

        void comma() throws Otherwise {
            if (!item || comma) {
                throw new Otherwise();
            }
            comma = true;
            ready = true;
            lineBefore = false;
            if (in.commentFollows()) {
                throw new Otherwise(); // it belongs to the field before
            }
        }

        void item() throws Otherwise {
            if (!ready) {
                throw new Otherwise();
            }
            ready = false;
            comma = false;
            item = true;
            lineBefore = false;
        }

        void end() throws Otherwise {
            if (json && comma) {
                throw new Otherwise();
            }
        }
    }

    private void field(Branch branch, List<String> comments) throws Otherwise {
        in.key(path);
        int line = in.line();
        Branch around = branch;
        for (int i = 0; i < path.size() - 1; i++) {
            around = inner(around, path.get(i), line);
        }
        String key = path.get(path.size() - 1);
        levels += path.size() - 1;
        if (levels > MOST_LEVELS) {
            throw new Otherwise();
        }
        in.separator();
        if (in.takes('{')) {
            object(around, key, comments);
        } else {
            ConfigValue value = value();
            in.trailingComment(comments);
            ConfigValue told =
                    comments.isEmpty() ? value : value.withOrigin(value.origin().withComments(List.copyOf(comments)));
            around.put(key, told);
            levels -= path.size() - 1;
        }
        comments.clear();
    }

    private void object(Branch around, String key, List<String> comments) throws Otherwise {
        int elements = path.size() - 1;
        Branch inner = inner(around, key, in.line());
        boolean merged = !inner.isEmpty();
        boolean told = !comments.isEmpty();
        inner.comment(comments);
        int count = fields(inner, true);
        comments.clear();
        in.trailingComment(comments);
        inner.comment(comments);
        if (!merged) {
            inner.object();
        } else if (told || count == 0 || !comments.isEmpty()) {
            throw new Otherwise();
        }
        levels -= elements;
    }

    private static Branch inner(Branch branch, String key, int line) throws Otherwise {
        Branch inner = branch.branch(key, line);
        if (inner == null) {
            throw new Otherwise();
        }
        return inner;
    }

    private ConfigValue value() throws Otherwise {
        ConfigOrigin origin = common.at(in.line());
        if (in.atString()) {
            return ConfigValueFactory.fromAnyRef(in.string()).withOrigin(origin);
        }
        if (in.takesInteger()) {
            long number = in.integer();
            Object boxed = number == (int) number ? (Object) (int) number : (Object) number;
            return ConfigValueFactory.fromAnyRef(boxed).withOrigin(origin);
        }
        if (in.takes('[')) {
            return list(origin);
        }
        if (in.takes('{')) {
            Branch branch = Branch.element(common, in.line());
            fields(branch, true);
            return branch.object();
        }
        return word(in.word()).withOrigin(origin);
    }

    private ConfigValue list(ConfigOrigin origin) throws Otherwise {
        enter();
        List<ConfigValue> values = new ArrayList<>();
        List<String> none = new ArrayList<>(0);
        Separation separation = new Separation();
        while (true) {
            in.blanks();
            if (in.takes('\n')) {
                separation.line(none);
            } else if (in.takes(',')) {
                separation.comma();
            } else if (in.takes(']')) {
                separation.end();
                levels--;
                return ConfigValueFactory.fromIterable(values).withOrigin(origin);
            } else {
                separation.item();
                values.add(value());
            }
        }
    }

    /** A value without quotes: a keyword, a number, or, in HOCON, text. */
    private ConfigValue word(String word) throws Otherwise {
        Object known = QuickText.keyword(word);
        if (known != null || word.equals("null")) {
            return ConfigValueFactory.fromAnyRef(known);
        }
        if (QuickText.isNumber(word)) {
            return number(word);
        }
        if (json) {
            throw new Otherwise();
        }
        return ConfigValueFactory.fromAnyRef(word);
    }

    private ConfigValue number(String word) throws Otherwise {
        ConfigValue spelling = spellings.get(word);
        if (spelling == null) {
            spelling = spelled(word);
            spellings.put(word, spelling);
        }
        return spelling;
    }

    private ConfigValue spelled(String word) throws Otherwise {
        if (spellings.size() >= MOST_SPELLINGS || (json && !QuickText.isNumberInJson(word))) {
            throw new Otherwise();
        }
        try {
            ConfigValue value = ConfigFactory.parseString("v=" + word).root().get("v");
            if (value == null || (json && value.valueType() != ConfigValueType.NUMBER)) {
                throw new Otherwise();
            }
            return value;
        } catch (ConfigException e) {
            throw new Otherwise();
        }
    }
}
