package io.edict.spring.internal.actuate;

import io.edict.spring.internal.env.DocumentPropertySource;
import io.edict.spring.internal.env.Generation;
import io.edict.spring.internal.env.Part;
import io.edict.spring.internal.importing.ClientHandle;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Masks in Spring Boot's endpoints what stands encrypted in a document, whoever is allowed to see values: by the name in the
 * document, and, because placeholders carry it into other property sources, wherever its text is part of a value.
 */
public final class SecretSanitizer implements SanitizingFunction {
    /** Shorter texts are part of too many others; they are masked where they are the whole value. */
    private static final int SHORT = 4;

    private final ObjectProvider<ClientHandle> handle;

    /**
     * Masks what is secret in the documents of a client.
     *
     * @param handle the client, if there is one
     */
    public SecretSanitizer(ObjectProvider<ClientHandle> handle) {
        this.handle = handle;
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        ClientHandle known = handle.getIfAvailable();
        if (known == null || data.getValue() == null) {
            return data;
        }
        Generation now = known.generations().get();
        return hasSecretName(data, now) || hasSecretText(String.valueOf(data.getValue()), now)
                ? data.withSanitizedValue()
                : data;
    }

    private static boolean hasSecretName(SanitizableData data, Generation now) {
        if (!(data.getPropertySource() instanceof DocumentPropertySource source)) {
            return false;
        }
        ConfigurationPropertyName asked = ConfigurationPropertyName.adapt(data.getKey(), '.');
        return now.parts().stream()
                .filter(part -> part.document().equals(source.getSource()))
                .flatMap(part -> part.secretNames().stream())
                .anyMatch(name -> ConfigurationPropertyName.adapt(name, '.').equals(asked));
    }

    private static boolean hasSecretText(String value, Generation now) {
        return secretTexts(now).stream()
                .anyMatch(text -> text.length() < SHORT ? text.equals(value) : value.contains(text));
    }

    private static List<String> secretTexts(Generation now) {
        List<String> texts = new ArrayList<>();
        for (Part part : now.parts()) {
            part.secretNames().forEach(name -> texts.add(String.valueOf(part.value(name))));
        }
        texts.removeIf(String::isEmpty);
        return texts;
    }
}
