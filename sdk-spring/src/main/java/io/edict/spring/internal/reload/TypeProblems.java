package io.edict.spring.internal.reload;

import io.edict.error.BindingProblem.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * What is wrong with one type, put into words. The messages of what Spring throws hold values, so that none of them is used but
 * those of constraints, which were made without.
 */
final class TypeProblems {
    private final LiveType type;
    private final PinnedEnvironment from;
    private final Problems problems;
    private final List<ConfigurationPropertyName> failed = new ArrayList<>();
    private boolean any;

    TypeProblems(LiveType type, PinnedEnvironment from, Problems problems) {
        this.type = type;
        this.from = from;
        this.problems = problems;
    }

    boolean isEmpty() {
        return !any;
    }

    /** A property cannot be bound. */
    void failed(ConfigurationPropertyName name, Bindable<?> target, Exception error) {
        any = true;
        if (error instanceof BindValidationException invalid) {
            invalid(invalid.getValidationErrors());
        } else if (error instanceof UnboundConfigurationPropertiesException unbound) {
            unbound.getUnboundProperties().stream()
                    .filter(property -> !isAbout(property.getName()))
                    .forEach(this::unbound);
        } else if (!isAbout(name)) {
            failed.add(name);
            malformed(name, target, error);
        }
    }

    /** The type as a whole cannot be made; what is wrong with its properties explains that, if there is anything. */
    void failed(RuntimeException error) {
        if (!any) {
            any = true;
            problems.refuse(typeName() + " cannot be made of " + prefix() + ": " + why(error));
        }
    }

    /** Whether a property, or one below it, has been told of. */
    private boolean isAbout(ConfigurationPropertyName name) {
        return failed.stream().anyMatch(known -> known.equals(name) || name.isAncestorOf(known));
    }

    private void malformed(ConfigurationPropertyName name, Bindable<?> target, Exception error) {
        ConfigurationProperty property = from.find(name);
        String expected = target.getType().toString();
        if (property == null) {
            problems.add(
                    Kind.REFUSED,
                    name.toString(),
                    null,
                    expected,
                    (name.isEmpty() ? typeName() : name) + " cannot be made a " + expected + ": " + why(error)
                            + whose());
            return;
        }
        String message = name + where(property) + " cannot be read as " + expected + whose();
        problems.add(Kind.MALFORMED, name.toString(), property.getOrigin(), expected, message);
    }

    private void unbound(ConfigurationProperty property) {
        failed.add(property.getName());
        String message = property.getName() + where(property) + " is bound to nothing" + whose()
                + "; mend the name, or the gap among the numbers before it";
        problems.add(Kind.UNKNOWN_KEY, property.getName().toString(), property.getOrigin(), "", message);
    }

    private void invalid(ValidationErrors errors) {
        for (ObjectError error : errors) {
            String path = error instanceof FieldError field ? dashed(field.getField()) : "";
            ConfigurationPropertyName name = path.isEmpty() ? errors.getName() : below(errors.getName(), path);
            if (name != null && isAbout(name)) {
                continue;
            }
            ConfigurationProperty property = name == null ? null : from.find(name);
            String shown =
                    errors.getName() + (path.isEmpty() || errors.getName().isEmpty() ? "" : ".") + path;
            String said = error.getDefaultMessage() == null ? "" : ": " + error.getDefaultMessage();
            String message = shown + (property == null ? "" : where(property)) + " is refused (" + code(error) + ")"
                    + said + whose();
            problems.add(Kind.REFUSED, shown, property == null ? null : property.getOrigin(), "", message);
        }
    }

    private @Nullable ConfigurationPropertyName below(ConfigurationPropertyName name, String path) {
        try {
            return name.append(path);
        } catch (RuntimeException e) {
            return null; // an element of a set, say, which no property stands for
        }
    }

    private static String dashed(String path) {
        return Arrays.stream(path.split("\\."))
                .map(DataObjectPropertyName::toDashedForm)
                .collect(Collectors.joining("."));
    }

    private static String code(ObjectError error) {
        String code = error.getCode();
        return code == null ? "no code" : code;
    }

    private String whose() {
        return " (" + typeName() + ")";
    }

    private String typeName() {
        return type.type().getName();
    }

    private String prefix() {
        return type.prefix().isEmpty() ? "the whole environment" : "\"" + type.prefix() + "\"";
    }

    /** Where a property stands, and where that stands which its placeholders name. */
    private String where(ConfigurationProperty property) {
        Origin origin = property.getOrigin();
        StringBuilder where = new StringBuilder(origin == null ? "" : " (" + origin + ")");
        for (String name : Names.placeholders(String.valueOf(property.getValue()))) {
            ConfigurationProperty named = from.find(ConfigurationPropertyName.adapt(name, '.'));
            if (named == null) {
                where.append(", with nothing set for ").append(name).append(",");
            } else if (named.getOrigin() != null) {
                where.append(", by way of ")
                        .append(name)
                        .append(" (")
                        .append(named.getOrigin())
                        .append(")");
            }
        }
        return where.toString();
    }

    private static String why(Exception error) {
        BeanInstantiationException made = cause(error, BeanInstantiationException.class);
        if (made != null && made.getCause() != null) {
            return "the constructor threw " + made.getCause().getClass().getName();
        }
        Throwable root = error;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getName();
    }

    private static <E extends Throwable> @Nullable E cause(Throwable error, Class<E> wanted) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (wanted.isInstance(cause)) {
                return wanted.cast(cause);
            }
        }
        return null;
    }
}
