package io.edict.spring.internal.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * Settings of the endpoint, {@code management.endpoint.edict.*}, as Spring Boot's own endpoints with values have them. Those of
 * the start stay.
 *
 * @param showValues to whom values are shown
 * @param roles the roles of those to whom values are shown when authorized; whoever is logged in if there are none
 */
public record EdictEndpointProperties(
        @DefaultValue("never") Show showValues,
        @DefaultValue Set<String> roles) {
    /**
     * Reads the settings.
     *
     * @param environment the environment
     * @return the settings
     */
    public static EdictEndpointProperties in(Environment environment) {
        return Binder.get(environment).bindOrCreate("management.endpoint.edict", EdictEndpointProperties.class);
    }
}
