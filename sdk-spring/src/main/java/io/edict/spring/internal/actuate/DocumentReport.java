package io.edict.spring.internal.actuate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoint shows of one document.
 *
 * @param document what is known of it
 * @param properties what stands in it, by name
 */
public record DocumentReport(EdictReport.Document document, Map<String, Property> properties) {
    /**
     * A property.
     *
     * @param value its value, or asterisks
     * @param origin where it stands
     */
    public record Property(@Nullable Object value, @Nullable String origin) {}
}
