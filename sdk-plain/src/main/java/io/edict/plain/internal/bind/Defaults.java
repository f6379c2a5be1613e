package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import io.edict.Default;
import io.edict.error.BindingProblem.Place;
import io.edict.error.InvalidRequestException;

/**
 * A default to be checked: whether it can be bound at all.
 *
 * @param where the member that has it
 * @param member the member
 * @param value the default
 */
record Defaults(String where, String member, Plan plan, ConfigValue value) {
    /**
     * Parses a default. It is text of the application, so that it is trusted, and may be quoted.
     *
     * @param annotation has the text
     * @param where the member that has it
     * @throws InvalidRequestException if it is not a value of HOCON
     */
    static ConfigValue parse(Default annotation, String where) {
        try {
            ConfigObject object = ConfigFactory.parseString("v = " + annotation.value())
                    .resolve(ConfigResolveOptions.noSystem())
                    .root();
            ConfigValue value = object.get("v");
            if (value != null && object.size() == 1) {
                return value;
            }
        } catch (ConfigException e) {
            // said below, without the text
        }
        throw new InvalidRequestException("The @Default of " + where
                + " is not one value of HOCON; an empty text is written \"\", and signs stand in quotes");
    }

    /** Checks it, with all rules in force. */
    void check() {
        Origins.Origin origin = new Origins.Origin("@Default of " + where, new Place(null, null, 0));
        Pass pass = new Pass(ignored -> origin, true);
        plan.bindElement(value, member, pass);
        if (!pass.problems().isEmpty()) {
            throw new InvalidRequestException("A default does not fit its type; mend the annotation: "
                    + Problems.summary(pass.problems().list(), pass.problems().more()));
        }
    }
}
