package io.edict.plain.internal.dispatch;

/** What application code is called in messages: its class, and for a lambda the class that it stands in. */
public final class CodeName {
    /** Where the JDK's own part of a lambda's class name begins, which is another one in each run. */
    private static final String LAMBDA = "$$Lambda";

    private CodeName() {}

    /**
     * Names code.
     *
     * @param code a listener, gate, function …
     * @return for example {@code shop.Orders} or {@code shop.Orders (a lambda)}
     */
    public static String of(Object code) {
        String name = code.getClass().getName();
        int lambda = name.indexOf(LAMBDA);
        return lambda < 0 ? name : name.substring(0, lambda) + " (a lambda)";
    }
}
