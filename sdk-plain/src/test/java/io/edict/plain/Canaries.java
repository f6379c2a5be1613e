package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * What must be found nowhere, and where to look: all that is logged while this is open, all that the test says, and files.
 * Each canary is looked for by its middle part, which no way of quoting changes, in clear, in UTF-16, base64 and hex.
 */
final class Canaries implements AutoCloseable {
    private static final List<String> LOUD = List.of("io.edict", "org.apache.zookeeper", "org.apache.curator");

    private final List<String> needles = new ArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Level> before = new ArrayList<>();
    private final Log log = new Log();

    Canaries(String... middles) {
        for (String middle : middles) {
            addForms(middle);
        }
        log.start();
        for (String name : LOUD) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            before.add(logger.getLevel());
            logger.setLevel(Level.TRACE);
            logger.setAdditive(false);
            logger.addAppender(log);
        }
    }

    private void addForms(String middle) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
            byte[] bytes = middle.getBytes(charset);
            needles.add(new String(bytes, StandardCharsets.ISO_8859_1));
            String hex = HexFormat.of().formatHex(bytes);
            needles.add(hex);
            needles.add(hex.toUpperCase(Locale.ROOT));
            needles.add(HexFormat.ofDelimiter(" ").formatHex(bytes));
            needles.add(HexFormat.ofDelimiter(", 0x").formatHex(bytes));
            for (int offset = 0; offset < 3; offset++) {
                addBase64(bytes, offset);
            }
        }
    }

    /** The characters that are the same whatever stands before and behind. */
    private void addBase64(byte[] bytes, int offset) {
        byte[] moved = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, moved, offset, bytes.length);
        int from = (offset * 8 + 5) / 6;
        int to = moved.length * 8 / 6;
        needles.add(Base64.getEncoder().encodeToString(moved).substring(from, to));
        needles.add(Base64.getUrlEncoder().encodeToString(moved).substring(from, to));
    }

    /** Keeps what these things show of themselves; of errors, all causes. */
    void say(Object... things) {
        for (Object thing : things) {
            StringWriter text = new StringWriter();
            text.append(String.valueOf(thing));
            if (thing instanceof Throwable thrown) {
                thrown.printStackTrace(new PrintWriter(text));
            }
            said.add(text.toString());
        }
    }

    List<String> said() {
        return said;
    }

    boolean shownIn(String text) {
        return needles.stream().anyMatch(text::contains);
    }

    void assertNothingSaid() {
        assertThat(said).noneMatch(this::shownIn);
    }

    /** Searches all files below, and returns them as one text, a byte a character. */
    String assertNothingIn(Path directory) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(shownIn(text)).as("%s shows a secret", file).isFalse();
                all.append(text);
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        for (int i = 0; i < LOUD.size(); i++) {
            Logger logger = (Logger) LoggerFactory.getLogger(LOUD.get(i));
            logger.detachAppender(log);
            logger.setLevel(before.get(i));
            logger.setAdditive(true);
        }
    }

    private final class Log extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            said.add(event.getLoggerName() + " " + event.getThreadName() + " " + event.getFormattedMessage());
            if (event.getThrowableProxy() != null) {
                said.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    }
}
