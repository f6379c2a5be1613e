package io.edict.spring.internal.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.format.support.FormattingConversionService;

/**
 * Makes binders that convert as Spring Boot's own for {@code @ConfigurationProperties} does: by the context's conversion
 * service, by the converters marked for binding, by the editors registered with the bean factory.
 */
final class Conversions {
    private final ConfigurableApplicationContext context;

    /** Found at the first use, when converters may be made; finding it twice gives the same. */
    private volatile @Nullable List<ConversionService> services;

    Conversions(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** A binder of sources. */
    Binder binder(Iterable<ConfigurationPropertySource> names, PlaceholdersResolver placeholders) {
        return new Binder(
                names, placeholders, services(), context.getBeanFactory()::copyRegisteredEditorsTo, null, null);
    }

    private List<ConversionService> services() {
        List<ConversionService> known = services;
        if (known == null) {
            known = find();
            services = known;
        }
        return known;
    }

    private List<ConversionService> find() {
        String name = ConfigurableApplicationContext.CONVERSION_SERVICE_BEAN_NAME;
        if (context.containsBean(name) && context.isTypeMatch(name, ConversionService.class)) {
            return List.of(context.getBean(name, ConversionService.class));
        }
        List<ConversionService> found = new ArrayList<>();
        FormattingConversionService marked = new FormattingConversionService();
        DefaultConversionService.addCollectionConverters(marked);
        marked.addConverter(new ByWayOfText(marked));
        Map<String, Object> converters = ApplicationConversionService.addBeans(
                marked, context.getBeanFactory(), ConfigurationPropertiesBinding.VALUE);
        if (!converters.isEmpty()) {
            found.add(marked);
        }
        ConversionService ofFactory = context.getBeanFactory().getConversionService();
        if (ofFactory != null) {
            found.add(ofFactory);
        }
        if (!converters.isEmpty()) {
            found.add(ApplicationConversionService.getSharedInstance());
        }
        return found;
    }

    /** Lets converters from {@code String} convert other texts too: those that know where they stand. */
    private record ByWayOfText(ConversionService service) implements ConditionalGenericConverter {
        private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(CharSequence.class, Object.class));
        }

        @Override
        public boolean matches(TypeDescriptor from, TypeDescriptor to) {
            return from.getType() != String.class && to.getType() != String.class && service.canConvert(TEXT, to);
        }

        @Override
        public @Nullable Object convert(@Nullable Object text, TypeDescriptor from, TypeDescriptor to) {
            return text == null ? null : service.convert(text.toString(), TEXT, to);
        }
    }
}
