package io.edict.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** The program: what to measure, and how much of it. */
final class Main {
    private static final String USAGE = """
            Usage: benchmarks.jar all [DIRECTORY]            all of these, small, as a report; default report
                   benchmarks.jar reads [FORKS [PATTERN]]    what reading costs, against plain Java; default 3 JVMs for each
                   benchmarks.jar rebind [VERSIONS]          50 bindings over 2,000 keys; default 200 versions
                   benchmarks.jar reload [ROUNDS [SIZES]]    parse, index and difference; default 40, 1 KiB to 8 MiB
                   benchmarks.jar latency [CHANGES [MANY]]   publish until held; default 300, beside 1,000 documents
                   benchmarks.jar start [ROUNDS [KEYS]]      from nothing to all values; default 25, 10,000 keys
                   benchmarks.jar publish [TIMES]            publishing beside the bare transaction; default 300 times
                   benchmarks.jar memory [KEYS [DOCUMENTS [SECONDS]]]  what is retained, and idle; default 10,000, 1,000, 60
                   benchmarks.jar soak [DOCUMENTS]           documents on demand; default 100,000
                   benchmarks.jar push [CLIENTS [CHANGES]]   until the last client has a version; default 100, 20 times
                   benchmarks.jar fleet [CLIENTS [CHANGES]]  the same with observers and jitter; default 500, 10 times
            """;
    /** Before the command: where pictures go, beside the tables. */
    static final String PICTURES = "--pictures=";

    private static final int[] SIZES = {1 << 10, 8 << 10, 64 << 10, 512 << 10, 4 << 20, 8 << 20};

    private Main() {}

    /**
     * Measures.
     *
     * @param args what, and how much
     */
    public static void main(String[] args) throws Exception {
        boolean pictures = args.length > 0 && args[0].startsWith(PICTURES);
        Sheet sheet = new Sheet(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                pictures ? Path.of(args[0].substring(PICTURES.length())) : null);
        int at = pictures ? 1 : 0;
        String what = args.length <= at ? "" : args[at];
        String[] rest = args.length <= at ? new String[0] : Arrays.copyOfRange(args, at + 1, args.length);
        if (!measured(sheet, what, rest)) {
            System.err.print(USAGE);
            System.exit(2);
        }
    }

    private static boolean measured(Sheet sheet, String what, String... rest) throws Exception {
        switch (what) {
            case "all" -> all(rest.length == 0 ? "report" : rest[0]);
            case "reads" -> ReadsReport.run(sheet, rest.length < 2 ? "" : rest[1], number(rest, 0, 3));
            case "rebind" -> Rebind.run(sheet.out(), number(rest, 0, 200));
            case "reload" -> Reload.run(sheet, number(rest, 0, 40), sizes(rest, 1, SIZES));
            case "latency" -> Latency.run(sheet, number(rest, 0, 300), number(rest, 1, 1_000));
            case "start" -> Start.run(sheet, number(rest, 0, 25), number(rest, 1, 10_000));
            case "publish" -> Publish.run(sheet, number(rest, 0, 300));
            case "memory" -> Memory.run(sheet, number(rest, 0, 10_000), number(rest, 1, 1_000), number(rest, 2, 60));
            case "soak" -> Soak.run(sheet.out(), number(rest, 0, 100_000), 1_000);
            case "push" -> Push.run(sheet.out(), number(rest, 0, 100), number(rest, 1, 20));
            case "fleet" -> Fleet.run(sheet, number(rest, 0, 500), number(rest, 1, 10));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void all(String directory) throws IOException, InterruptedException {
        if (!All.run(Path.of(directory), All.commands())) {
            System.exit(1);
        }
    }

    private static int number(String[] args, int at, int otherwise) {
        return args.length <= at ? otherwise : Integer.parseInt(args[at]);
    }

    /** All numbers from one on. */
    private static int[] sizes(String[] args, int from, int... otherwise) {
        return args.length <= from
                ? otherwise
                : Arrays.stream(args).skip(from).mapToInt(Integer::parseInt).toArray();
    }
}
