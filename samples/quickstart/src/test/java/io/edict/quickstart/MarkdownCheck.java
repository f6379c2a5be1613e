package io.edict.quickstart;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.edict.quickstart.Markdown.Block;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds a project's Markdown to its code: Java must occur in a source that the build compiles, whatever the white space;
 * HOCON and JSON must parse. Blocks in other languages are not looked at.
 */
final class MarkdownCheck {
    private static final Set<String> NO_SOURCES = Set.of("target", "node_modules");

    private final Path root;
    private final List<Path> markdown = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();

    private MarkdownCheck(Path root) {
        this.root = root;
    }

    /** Says what is wrong, with file and line; nothing if all is well. */
    static List<String> problems(Path root) throws IOException {
        MarkdownCheck check = new MarkdownCheck(root);
        Files.walkFileTree(root, check.new Collector());
        List<String> problems = new ArrayList<>();
        for (Path file : check.markdown) {
            for (Block block : Markdown.blocks(file)) {
                check.add(problems, block);
            }
        }
        return problems;
    }

    private void add(List<String> problems, Block block) {
        String problem = problem(block);
        if (problem != null) {
            problems.add(root.relativize(block.file()) + ":" + block.line() + ": " + problem);
        }
    }

    private @Nullable String problem(Block block) {
        return switch (block.language()) {
            case "java" -> isCompiled(block.code()) ? null : "this Java stands in no source that is compiled";
            case "hocon" -> parses(block.code(), ConfigSyntax.CONF) ? null : "this is not HOCON";
            case "json" -> parses(block.code(), ConfigSyntax.JSON) ? null : "this is not JSON";
            default -> null;
        };
    }

    private boolean isCompiled(String code) {
        String wanted = normal(code);
        return sources.stream().anyMatch(source -> source.contains(wanted));
    }

    private static boolean parses(String text, ConfigSyntax syntax) {
        try {
            ConfigFactory.parseString(text, ConfigParseOptions.defaults().setSyntax(syntax));
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private static String normal(String code) {
        return code.strip().replaceAll("\\s+", " ");
    }

    /** Collects the Markdown and the compiled sources. */
    private final class Collector extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = directory.getFileName().toString();
            boolean skipped = !directory.equals(root) && (NO_SOURCES.contains(name) || name.startsWith("."));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String path = root.relativize(file).toString().replace('\\', '/');
            if (path.endsWith(".md")) {
                markdown.add(file);
            } else if (path.matches("(.+/)?src/(main|test)/java/.+\\.java")) {
                sources.add(normal(Files.readString(file)));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
