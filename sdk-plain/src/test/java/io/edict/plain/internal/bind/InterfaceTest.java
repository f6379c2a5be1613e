package io.edict.plain.internal.bind;

import static io.edict.plain.internal.bind.Bindings.bind;
import static io.edict.plain.internal.bind.Bindings.outline;
import static io.edict.plain.internal.bind.Bindings.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edict.Binding;
import io.edict.Default;
import io.edict.Key;
import io.edict.TypeRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterfaceTest {
    interface Server {
        String host();

        default int port() {
            return 80;
        }

        default String url() {
            return "http://" + host() + ":" + port();
        }

        default String url(String scheme, int... more) {
            return scheme + "://" + host() + more.length;
        }

        @Default("[]")
        List<Server> mirrors();

        @Key("the-name")
        Optional<String> name();

        static int constant() {
            return 1;
        }
    }

    private interface Base<T> {
        T limit();
    }

    private interface Wide {
        CharSequence shared();
    }

    interface Checker<T> {
        default String check(T value) {
            return "general " + value;
        }

        default CharSequence name() {
            return "general";
        }
    }

    interface TextChecker extends Checker<String> {
        @Override
        default String check(String value) {
            return "text " + value;
        }

        @Override
        default String name() {
            return "text";
        }
    }

    private interface Limits extends Base<Integer>, Wide, Server {
        @Override
        String shared();

        @Override
        String toString();

        @Override
        default int port() {
            return 8080;
        }
    }

    private interface Failing {
        default int number() {
            throw new IllegalStateException("as written");
        }
    }

    @Test
    void methodsWhenTheirKeysAreThereGiveTheirValues() {
        Server server =
                value(Binding.of(Server.class).at("s"), "s { host: a, port: 81, mirrors: [{ host: b }], the-name: n }");

        assertThat(server.host()).isEqualTo("a");
        assertThat(server.port()).isEqualTo(81);
        assertThat(server.url()).isEqualTo("http://a:81");
        assertThat(server.url("ftp", 1, 2)).isEqualTo("ftp://a2");
        assertThat(server.mirrors()).hasSize(1);
        assertThat(server.mirrors().get(0).url()).isEqualTo("http://b:80");
        assertThat(server.name()).contains("n");
    }

    @Test
    void bodiesWhenTheirKeysAreThereAreNotAsked() {
        assertThat(value(Binding.of(Server.class), "host = a, url = x").url()).isEqualTo("x");
        assertThat(value(Binding.of(Server.class), "host = a, url = null").url())
                .isEqualTo("http://a:80");
    }

    @Test
    void interfacesWhenTheyExtendOthersHaveTheirMethods() {
        Limits limits = value(Binding.of(Limits.class), "host = a, limit = 5, shared = x");

        assertThat(limits.limit()).isEqualTo(5);
        assertThat(limits.shared()).isEqualTo("x");
        assertThat(((Wide) limits).shared()).isEqualTo("x");
        assertThat(limits.url()).isEqualTo("http://a:8080");
    }

    @Test
    void interfacesWhenGenericAreBoundWithTheirArguments() {
        Base<List<Long>> base = value(Binding.of(new TypeRef<Base<List<Long>>>() {}), "limit = [1]");

        assertThat(base.limit()).containsExactly(1L);
    }

    @Test
    void bodiesWhenTheyOverrideOthersAreFoundByAllTheirSignatures() {
        TextChecker checker = value(Binding.of(TextChecker.class), "");
        Checker<String> general = checker;

        assertThat(checker.check("a")).isEqualTo("text a");
        assertThat(general.check("a")).isEqualTo("text a");
        assertThat(checker.name()).isEqualTo("text");
        assertThat(general.name()).isEqualTo("text");
        Checker<String> bound = value(Binding.of(TextChecker.class), "name = x");
        assertThat(bound.name()).isEqualTo("x");
    }

    @Test
    void valuesWhenOfTheSameTypeAndKeysAreEqual() {
        Server one = value(Binding.of(Server.class), "host = hunter2");
        Server same = value(Binding.of(Server.class), "host = hunter2");
        Server other = value(Binding.of(Server.class), "host = hunter2, port = 81");

        assertThat(one)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .isNotEqualTo(other)
                .isNotEqualTo(null);
        assertThat(((Object) one).equals("hunter2")).isFalse();
        assertThat(one.toString()).isEqualTo(Server.class.getTypeName());
    }

    @Test
    void bodyWhenItThrowsThrowsAsWritten() {
        Failing failing = value(Binding.of(Failing.class), "");

        assertThatThrownBy(failing::number)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("as written");
    }

    @Test
    void problemsWhenThereAreSeveralStandInTheOrderOfNames() {
        assertThat(outline(bind(Binding.of(Server.class).strict(), "port = x, mirrors = 1, zzz = 1")))
                .containsExactly("ABSENT host", "MALFORMED mirrors", "MALFORMED port", "UNKNOWN_KEY zzz");
    }
}
