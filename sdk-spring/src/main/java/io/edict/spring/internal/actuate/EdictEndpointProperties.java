package io.edict.spring.internal.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the endpoint, as Spring Boot's own endpoints with values have them.
 *
 * @param showValues to whom values are shown
 * @param roles the roles of those to whom values are shown when authorized; whoever is logged in if there are none
 */
@ConfigurationProperties("management.endpoint.edict")
public record EdictEndpointProperties(
        @DefaultValue("never") Show showValues,
        @DefaultValue Set<String> roles) {}
