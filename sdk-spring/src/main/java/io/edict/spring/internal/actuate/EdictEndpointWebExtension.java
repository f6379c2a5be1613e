package io.edict.spring.internal.actuate;

import java.util.Set;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** The endpoint over HTTP, which knows who asks. */
@EndpointWebExtension(endpoint = EdictEndpoint.class)
public final class EdictEndpointWebExtension {
    private final EdictEndpoint endpoint;
    private final Show showValues;
    private final Set<String> roles;

    /**
     * Extends the endpoint.
     *
     * @param endpoint the endpoint
     * @param showValues to whom values are shown
     * @param roles the roles of those who are authorized; whoever is logged in if there are none
     */
    public EdictEndpointWebExtension(EdictEndpoint endpoint, Show showValues, Set<String> roles) {
        this.endpoint = endpoint;
        this.showValues = showValues;
        this.roles = Set.copyOf(roles);
    }

    /**
     * One document and its properties.
     *
     * @param context who asks
     * @param namespace its namespace
     * @param name its name
     * @return the report, or 404 if it is not imported
     */
    @ReadOperation
    public WebEndpointResponse<DocumentReport> document(
            SecurityContext context, @Selector String namespace, @Selector String name) {
        DocumentReport report = endpoint.document(namespace, name, showValues.isShown(context, roles));
        return report == null
                ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
                : new WebEndpointResponse<>(report, WebEndpointResponse.STATUS_OK);
    }
}
