package io.edict.plain.internal.bind;

/** Checks the constraints that a bound type declares. */
interface Constraints {
    /** Where there is nothing to check them with. */
    Constraints NONE = (value, located, pass) -> {};

    /**
     * Checks a value.
     *
     * @param value the value
     * @param located what it was bound to
     * @param pass told what the constraints refuse
     */
    void check(Object value, Located located, Pass pass);

    /**
     * Finds what is on the class path. Classes of Jakarta Validation are named in {@link JakartaConstraints} and beyond
     * only, which is not loaded without them.
     */
    static Constraints find() {
        try {
            Class.forName("jakarta.validation.Validation", false, Constraints.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return NONE;
        }
        return JakartaConstraints.find();
    }
}
