package io.edict.benchmarks;

import java.util.Arrays;

/** The program: {@code reads}, {@code rebind}, {@code soak} or {@code push}, and how much of it. */
final class Main {
    private static final String USAGE = """
            Usage: benchmarks.jar reads [FORKS [PATTERN]]    what reading costs, against plain Java; default 3 JVMs for each
                   benchmarks.jar rebind [VERSIONS]          50 bindings over 2,000 keys; default 200 versions
                   benchmarks.jar soak [DOCUMENTS]           documents on demand; default 100,000
                   benchmarks.jar push [CLIENTS [CHANGES]]   until the last client has a version; default 100, 20 times
            """;

    private Main() {}

    /**
     * Measures.
     *
     * @param args what, and how much
     */
    public static void main(String[] args) throws Exception {
        String what = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (what) {
            case "reads" -> ReadsReport.run(rest.length < 2 ? "" : rest[1], number(rest, 3));
            case "rebind" -> Rebind.run(System.out, number(rest, 200));
            case "soak" -> Soak.run(System.out, number(rest, 100_000), 1_000);
            case "push" -> Push.run(System.out, number(rest, 100), rest.length < 2 ? 20 : Integer.parseInt(rest[1]));
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }

    private static int number(String[] args, int otherwise) {
        return args.length == 0 ? otherwise : Integer.parseInt(args[0]);
    }
}
