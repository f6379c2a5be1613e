package io.edict.plain.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.edict.Binding;
import io.edict.Converter;
import io.edict.DocumentId;
import io.edict.Format;
import io.edict.TypeRef;
import io.edict.Version;
import io.edict.VersionInfo;
import io.edict.error.BindingProblem;
import io.edict.error.BindingProblem.Kind;
import io.edict.error.InvalidRequestException;
import io.edict.plain.internal.content.DocumentParser;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Binds texts as version 3 of {@code shop/orders}. */
final class Bindings {
    static final DocumentId ID = DocumentId.of("shop/orders");
    static final Version VERSION = new Version(1, 3);
    static final Origins ORIGINS = Origins.of(ID, VERSION);

    private static final Binder BINDER = new Binder(Map.of());

    private Bindings() {}

    static Config parse(String hocon) {
        return parse(Format.HOCON, hocon);
    }

    static Config parse(Format format, String text) {
        VersionInfo info = new VersionInfo(
                ID,
                VERSION,
                VersionInfo.Kind.CONTENT,
                format,
                1,
                "0".repeat(64),
                new VersionInfo.Origin("ann", Instant.EPOCH, ""),
                new UUID(0, 3),
                List.of(new VersionInfo.Member(ID, 3)));
        return DocumentParser.parse(info, text).config();
    }

    static <T> Bound<T> bind(Binding<T> binding, String hocon) {
        return BINDER.bind(binding, parse(hocon), ORIGINS);
    }

    static <T> Bound<T> bind(Map<Class<?>, Converter<?>> converters, Binding<T> binding, String hocon) {
        return new Binder(converters).bind(binding, parse(hocon), ORIGINS);
    }

    /** What a text is bound to, which must be possible. */
    static <T> T value(Binding<T> binding, String hocon) {
        return value(bind(binding, hocon));
    }

    static <T> T value(Bound<T> bound) {
        if (bound instanceof Bound.Value<T> value) {
            return value.value();
        }
        throw new AssertionError(((Bound.Refused<T>) bound).message());
    }

    /** A value that stands at {@code v}. */
    static <T> T single(Class<T> type, String text) {
        return value(Binding.of(type).at("v"), "v = " + text);
    }

    static <T> T single(TypeRef<T> type, String text) {
        return value(Binding.of(type).at("v"), "v = " + text);
    }

    static Set<String> paths(Bound<?> bound) {
        assertThat(bound).isInstanceOf(Bound.Value.class);
        return ((Bound.Value<?>) bound).paths();
    }

    static List<BindingProblem> problems(Bound<?> bound) {
        assertThat(bound).isInstanceOf(Bound.Refused.class);
        return ((Bound.Refused<?>) bound).problems();
    }

    static List<BindingProblem> problems(Binding<?> binding, String hocon) {
        return problems(bind(binding, hocon));
    }

    /** The kinds and paths of problems: {@code ABSENT pool.size}. */
    static List<String> outline(Bound<?> bound) {
        return problems(bound).stream()
                .map(problem -> problem.kind() + " " + problem.path())
                .toList();
    }

    static BindingProblem onlyProblem(Binding<?> binding, String hocon) {
        List<BindingProblem> problems = problems(binding, hocon);
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    static void assertMalformed(Class<?> type, String text) {
        assertThat(onlyProblem(Binding.of(type).at("v"), "v = " + text).kind()).isEqualTo(Kind.MALFORMED);
    }

    static void assertUnbindable(Binding<?> binding, String message) {
        assertThatThrownBy(() -> BINDER.prepare(binding))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> bind(binding, "")).isInstanceOf(InvalidRequestException.class);
    }
}
