package io.edict.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.edict.ClientEvent;
import io.edict.ClientStatus;
import io.edict.DocumentStatus;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Every row of the README's table of failures has a test, and names events, states and counters that exist. */
class FailureTableTest {
    private static final Path README = Path.of("README.md");
    private static final Path TESTS = Path.of("src/test/resources/failure-table.txt");
    private static final Pattern QUOTED = Pattern.compile("`([A-Za-z]+)`");

    /** Other words that rows quote: errors, settings and methods. */
    private static final Set<String> OTHERS = Set.of(
            "StoreUnreachableException",
            "DocumentAbsentException",
            "ContentTooLargeException",
            "InvalidRequestException",
            "OutcomeUnknownException",
            "AccessDeniedException",
            "CONNECTED",
            "SUSPENDED",
            "LOST",
            "CONNECTING",
            "transactionWait",
            "trustOnly",
            "checkEvery",
            "requestTimeout",
            "WatchManagerOptimized",
            "maxClientCnxns",
            "maxCnxns",
            "problem");

    @Test
    void everyRowHasATestThatExists() throws Exception {
        Map<String, String> tests = tests();
        assertThat(tests.keySet())
                .as("faults in failure-table.txt and in the README")
                .containsExactlyInAnyOrderElementsOf(
                        rows().stream().map(row -> row.get(0)).toList());
        for (Map.Entry<String, String> each : tests.entrySet()) {
            for (String name : each.getValue().split(" ", -1)) {
                assertThat(isTest(name)).as("%s: %s", each.getKey(), name).isTrue();
            }
        }
    }

    @Test
    void everyEventStateAndCounterThatIsNamedExists() throws IOException {
        Set<String> known = Stream.of(
                        Arrays.stream(ClientEvent.class.getPermittedSubclasses())
                                .map(Class::getSimpleName),
                        Arrays.stream(DocumentStatus.State.values()).map(Enum::name),
                        Arrays.stream(ClientStatus.Counters.class.getRecordComponents())
                                .map(RecordComponent::getName),
                        OTHERS.stream())
                .flatMap(names -> names)
                .collect(Collectors.toSet());
        for (List<String> row : rows()) {
            assertThat(row).as("columns of %s", row.get(0)).hasSize(5);
            List<String> named = QUOTED.matcher(String.join(" ", row.subList(1, 5)))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(known).as("what the row %s names", row.get(0)).containsAll(named);
        }
    }

    private static List<List<String>> rows() throws IOException {
        List<String> lines = Files.readAllLines(README);
        int from = lines.indexOf("## When something fails");
        return lines.stream()
                .skip(from)
                .dropWhile(line -> !line.startsWith("|---"))
                .skip(1)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new LinkedHashMap<>();
        for (String line : Files.readAllLines(TESTS)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" => ", -1);
                assertThat(tests.put(parts[0], parts[1])).as(line).isNull();
            }
        }
        return tests;
    }

    private static boolean isTest(String name) throws ClassNotFoundException {
        String[] parts = name.split("#", -1);
        for (Method method : Class.forName("io.edict.plain." + parts[0]).getDeclaredMethods()) {
            if (method.getName().equals(parts[1])
                    && (method.isAnnotationPresent(Test.class)
                            || method.isAnnotationPresent(ParameterizedTest.class))) {
                return true;
            }
        }
        return false;
    }
}
