package io.edict.plain.internal.content;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
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

    /** Few texts have less for each value. */
    private static final int CHARACTERS_PER_VALUE = 32;

    /** Numbers of which typesafe-config keeps how they are written, so that it reads each of them, once. */
    private static final int MOST_SPELLINGS = 1_000;

    private final QuickText in;
    private final boolean json;
    private final Branch.Common common;
    private final Numbering numbering;
    private final Map<String, ConfigValue> spellings = new HashMap<>();
    private final List<String> path = new ArrayList<>();
    private int levels;

    private QuickReader(String text, boolean json, String origin) {
        this.in = new QuickText(text, json);
        this.json = json;
        this.numbering = new Numbering(1 + text.length() / CHARACTERS_PER_VALUE);
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
            if (in.atString() || !separation.passed(comments)) {
                if (braces ? in.takes('}') : in.ends()) {
                    separation.end();
                    levels--;
                    return count;
                }
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

        /** Passes over what stands between two fields, if something does; gathers comments on the next. */
        boolean passed(List<String> comments) throws Otherwise {
            if (in.takes('\n')) {
                line(comments);
            } else if (in.takes(',')) {
                comma();
            } else if (in.atComment()) {
                comments.add(in.comment());
                lineBefore = false;
            } else {
                return false;
            }
            return true;
        }

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
            int number = around.number(key);
            int valueLine = in.line();
            Object read = value();
            ConfigValue value = told(read, valueLine);
            in.trailingComment(comments);
            ConfigValue told =
                    comments.isEmpty() ? value : value.withOrigin(value.origin().withComments(List.copyOf(comments)));
            around.put(key, number, told, read);
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

    /**
     * Reads a value.
     *
     * @return a String, Integer, Long or Boolean, or else the value as typesafe-config has it
     */
    private Object value() throws Otherwise {
        if (in.atString()) {
            return in.string();
        }
        if (in.takesInteger()) {
            long number = in.integer();
            return number == (int) number ? (Object) (int) number : (Object) number;
        }
        if (in.takes('[')) {
            return list();
        }
        if (in.takes('{')) {
            Branch branch = Branch.element(common, in.line());
            fields(branch, true);
            return branch.object();
        }
        return word(in.word());
    }

    /** A value that was read, with the line where it begins; objects know theirs. */
    private ConfigValue told(Object read, int line) {
        if (Numbering.isSimple(read)) {
            return ConfigValueFactory.fromAnyRef(read).withOrigin(common.at(line));
        }
        return read instanceof ConfigObject object ? object : ((ConfigValue) read).withOrigin(common.at(line));
    }

    private ConfigValue list() throws Otherwise {
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
                return ConfigValueFactory.fromIterable(values);
            } else {
                separation.item();
                int line = in.line();
                values.add(told(value(), line));
            }
        }
    }

    /** A value without quotes: a keyword, a number, or, in HOCON, text. */
    private Object word(String word) throws Otherwise {
        Object known = QuickText.keyword(word);
        if (known != null) {
            return known;
        }
        if (word.equals("null")) {
            return ConfigValueFactory.fromAnyRef(null);
        }
        if (QuickText.isNumber(word)) {
            return number(word);
        }
        if (json) {
            throw new Otherwise();
        }
        return word;
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
