package io.edict.plain.internal.bind;

import com.typesafe.config.ConfigValue;
import io.edict.Default;
import io.edict.Key;
import io.edict.error.InvalidRequestException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the members of one type. */
final class Members {
    private final Shape owner;
    private final Map<TypeVariable<?>, Shape> variables;
    private final Compiler compiler;
    private final List<Member> members = new ArrayList<>();
    private final Map<String, String> taken = new HashMap<>();

    Members(Shape owner, Map<TypeVariable<?>, Shape> variables, Compiler compiler) {
        this.owner = owner;
        this.variables = variables;
        this.compiler = compiler;
    }

    List<Member> list() {
        return members;
    }

    /**
     * Adds a member.
     *
     * @param name its name
     * @param type its type
     * @param annotated has its annotations
     * @param hasBody whether it makes a value itself where there is none
     */
    void add(String name, Type type, AnnotatedElement annotated, boolean hasBody) {
        String where = owner.raw().getTypeName() + "." + name;
        Key key = annotated.getAnnotation(Key.class);
        ConfigValue byDefault = byDefault(annotated.getAnnotation(Default.class), where, hasBody);
        Plan plan = compiler.plan(Shape.of(type, variables, where), where);
        Member member = new Member(name, key == null ? name : key.value(), key != null, plan, byDefault, hasBody);
        String other = taken.putIfAbsent(key == null ? "relaxed " + member.canonical() : "exact " + key.value(), name);
        if (other != null) {
            throw new InvalidRequestException(
                    where + " is bound to the same key as " + other + "; rename one of them, or give one a @Key");
        }
        if (byDefault != null) {
            compiler.add(new Defaults(where, name, plan, byDefault));
        }
        members.add(member);
    }

    private static @Nullable ConfigValue byDefault(@Nullable Default annotation, String where, boolean hasBody) {
        if (annotation == null) {
            return null;
        }
        if (hasBody) {
            throw new InvalidRequestException(where + " has a @Default and a body; remove one of them");
        }
        return Defaults.parse(annotation, where);
    }
}
