package io.edict.plain.internal.bind;

import static io.edict.plain.internal.bind.Bindings.bind;
import static io.edict.plain.internal.bind.Bindings.outline;
import static io.edict.plain.internal.bind.Bindings.problems;
import static io.edict.plain.internal.bind.Bindings.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.edict.Binding;
import io.edict.Default;
import io.edict.Key;
import io.edict.TypeRef;
import io.edict.error.BindingProblem;
import io.edict.error.BindingProblem.Place;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConstraintsTest {
    private final Locale before = Locale.getDefault();

    record Node(@NotEmpty String hostName, @Max(10) int port) {}

    record Pool(
            @Min(1) int maxSize,
            @Key("x.y") @Size(min = 2) String given,
            List<@Valid Node> nodes,
            Map<String, @Valid Node> byName,
            Optional<@Valid Node> spare,
            Map<String, @Min(3) Integer> limits,
            List<@NotEmpty String> tags) {}

    interface Server {
        @NotEmpty
        String hostName();

        @Max(10)
        @Default("80")
        int port();

        @Max(10)
        default int lines() {
            return 20;
        }

        List<@Valid Server> mirrors();

        @Min(3)
        int getSize();
    }

    @Ordered
    record Range(int low, int high) {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @Constraint(validatedBy = OrderedValidator.class)
    @interface Ordered {
        String message() default "low must not be above high";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** Public, because Jakarta makes it. */
    public static final class OrderedValidator implements ConstraintValidator<Ordered, Range> {
        @Override
        public boolean isValid(Range value, ConstraintValidatorContext context) {
            if (value.low() == 13) {
                throw new IllegalStateException("hunter2");
            }
            return value.low() <= value.high();
        }
    }

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    @Test
    void recordWhenConstraintsHoldIsBound() {
        assertThat(value(Binding.of(Node.class), "host-name = a, port = 1")).isEqualTo(new Node("a", 1));
    }

    @Test
    void recordWhenConstraintsAreViolatedIsRefusedAtTheKeysThatWereBound() {
        String node = "{ host_name: \"\", port: 11 }";
        Bound<Pool> bound = bind(
                Binding.of(Pool.class).at("pool"),
                "pool { max-size: 0, \"x.y\": a, nodes: [{ host-name: a, port: 1 }, " + node + "], by-name { \"q.r\": "
                        + node + " }, spare: " + node
                        + ", limits { s.t: 1 }, tags: [a, \"\"] }".replace("s.t", "\"s.t\""));

        assertThat(outline(bound))
                .containsExactly(
                        "REFUSED pool.\"x.y\"",
                        "REFUSED pool.by-name.\"q.r\".host_name",
                        "REFUSED pool.by-name.\"q.r\".port",
                        "REFUSED pool.limits.\"s.t\"",
                        "REFUSED pool.max-size",
                        "REFUSED pool.nodes[1].host_name",
                        "REFUSED pool.nodes[1].port",
                        "REFUSED pool.spare.host_name",
                        "REFUSED pool.spare.port",
                        "REFUSED pool.tags[1]");
        assertThat(problems(bound))
                .element(4)
                .satisfies(
                        problem -> assertThat(problem.message())
                                .isEqualTo(
                                        "shop/orders version 3, line 1: pool.max-size is refused: must be greater than or equal to 1"));
    }

    @Test
    void problemWhenAConstraintIsViolatedNamesTheLineOfTheValue() {
        assertThat(problems(Binding.of(Node.class), "port = 1\nhost-name = \"\""))
                .extracting(BindingProblem::place)
                .containsExactly(new Place(Bindings.ID, Bindings.VERSION, 2));
    }

    @Test
    void interfaceWhenConstraintsAreViolatedIsRefused() {
        assertThat(outline(bind(
                        Binding.of(Server.class),
                        "host-name = \"\", getSize = 1, mirrors = [{ hostName: \"\", port: 1, lines: 1, mirrors: []"
                                + ", get-size: 3 }]")))
                .containsExactly(
                        "REFUSED getSize",
                        "REFUSED host-name",
                        "REFUSED lines",
                        "REFUSED mirrors[0].hostName",
                        "REFUSED port");
    }

    @Test
    void elementsWhenContainersAreBoundAreChecked() {
        String node = "{ host-name: \"\", port: 1 }";

        assertThat(outline(bind(Binding.of(new TypeRef<List<Node>>() {}).at("v"), "v = [" + node + "]")))
                .containsExactly("REFUSED v[0].host-name");
        assertThat(outline(bind(Binding.of(new TypeRef<Map<String, Node>>() {}).at("v"), "v { a: " + node + " }")))
                .containsExactly("REFUSED v.a.host-name");
        assertThat(outline(bind(Binding.of(new TypeRef<Optional<Node>>() {}).at("v"), "v = " + node)))
                .containsExactly("REFUSED v.host-name");
    }

    @Test
    void typeWhenItsOwnConstraintIsViolatedIsRefusedAsAWhole() {
        assertThat(problems(Binding.of(Range.class).at("r"), "r { low: 2, high: 1 }"))
                .extracting(BindingProblem::message)
                .containsExactly("shop/orders version 3, line 1: r is refused: low must not be above high");
    }

    @Test
    void constraintWhenItThrowsRefuses() {
        assertThat(problems(Binding.of(Range.class).at("r"), "r { low: 13, high: 1 }"))
                .extracting(BindingProblem::message)
                .containsExactly("shop/orders version 3, line 1: r is refused: the validation of its constraints threw"
                        + " jakarta.validation.ValidationException");
    }

    @Test
    void constraintsAndRequirementsWhenBothAreViolatedAreToldTogether() {
        assertThat(outline(bind(
                        Binding.of(Node.class).require(node -> node.port() < 5, "port must be below 5"),
                        "host-name = \"\", port = 6")))
                .containsExactly("REFUSED host-name", "REFUSED ");
    }
}
