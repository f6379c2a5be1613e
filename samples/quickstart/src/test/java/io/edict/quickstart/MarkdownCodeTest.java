package io.edict.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownCodeTest {
    @TempDir
    private Path project;

    @Test
    void codeInTheProjectsMarkdownIsCompiled() throws IOException {
        Path root = Path.of("../..").toRealPath();
        assertThat(root.resolve("README.md")).content().contains("```java");
        assertThat(MarkdownCheck.problems(root)).isEmpty();
    }

    @Test
    void javaThatIsNowhereIsNamedWithFileAndLine() throws IOException {
        write("module/src/main/java/A.java", "class A {}");
        write("docs/guide.md", "Text\n\n```java\nclass B {}\n```\n");
        assertThat(MarkdownCheck.problems(project))
                .containsExactly("docs/guide.md:3: this Java stands in no source that is compiled");
    }

    @Test
    void whiteSpaceDoesNotMatter() throws IOException {
        write("module/src/test/java/A.java", "class A {\n    int a;\n\n    int b;\n}\n");
        write("README.md", "````java\nint a;\nint b;\n````\n");
        assertThat(MarkdownCheck.problems(project)).isEmpty();
    }

    @Test
    void onlyCompiledSourcesCount() throws IOException {
        write("module/target/generated/src/main/java/A.java", "class A {}");
        write("module/notes/A.java", "class A {}");
        write("README.md", "```java\nclass A {}\n```\n");
        assertThat(MarkdownCheck.problems(project)).hasSize(1);
    }

    @Test
    void configurationMustParse() throws IOException {
        write("README.md", "```hocon\npool.size = 10\n```\n```json\npool.size = 10\n```\n```hocon\na = }\n```\n");
        assertThat(MarkdownCheck.problems(project))
                .containsExactly("README.md:4: this is not JSON", "README.md:7: this is not HOCON");
    }

    @Test
    void otherLanguagesAndTargetDirectoriesAreLeftAlone() throws IOException {
        write("README.md", "```sh\nmvn verify\n```\n```\nanything\n```\n");
        write("module/target/README.md", "```java\nclass A {}\n```\n");
        assertThat(MarkdownCheck.problems(project)).isEmpty();
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
