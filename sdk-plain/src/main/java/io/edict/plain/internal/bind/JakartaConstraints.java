package io.edict.plain.internal.bind;

import io.edict.error.InvalidRequestException;
import jakarta.validation.Configuration;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.metadata.MethodDescriptor;
import jakarta.validation.metadata.MethodType;
import jakarta.validation.metadata.ReturnValueDescriptor;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks constraints with Jakarta Validation, and leads its paths back to the keys of the configuration. May be used from
 * any thread.
 *
 * <p>Jakarta finds constraints on records, and cascades from these. Of interfaces it knows getters only, whose names begin
 * with {@code get}; the methods of bound interfaces mostly do not, and are checked one by one as results of methods.
 */
final class JakartaConstraints implements Constraints {
    private static final Logger LOG = LoggerFactory.getLogger(JakartaConstraints.class);

    private final Validator validator;

    private JakartaConstraints(Validator validator) {
        this.validator = validator;
    }

    /**
     * Sets up the provider that is on the class path.
     *
     * @throws InvalidRequestException if it cannot be set up
     */
    static Constraints find() {
        try {
            Configuration<?> configuration = Validation.byDefaultProvider().configure();
            configuration.messageInterpolator(SafeInterpolator.over(configuration));
            return new JakartaConstraints(configuration.buildValidatorFactory().getValidator());
        } catch (NoProviderFoundException e) {
            LOG.debug(
                    "Jakarta Validation has no provider on the class path; constraints on bound types are not checked");
            return NONE;
        } catch (ValidationException | LinkageError e) {
            throw new InvalidRequestException("Jakarta Validation is on the class path and cannot be set up ("
                    + e.getClass().getName() + "); mend its configuration, or remove its provider");
        }
    }

    @Override
    public void check(Object value, Located located, Pass pass) {
        try {
            new Check(pass).descend(value, located);
        } catch (Throwable e) { // constraints are code of the application, too
            String reason = Reasons.of(e, "the validation of its constraints");
            pass.problems().refused(located.path(), located.origin(), "a valid value", reason);
        }
    }

    private static Located locate(Path path, Located root) {
        Located at = root;
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                at = at.element(node.getIndex());
            } else if (node.getKey() != null) {
                at = at.entry(node.getKey());
            }
            at = switch (node.getKind()) {
                case PROPERTY, METHOD -> at.member(node.getName());
                default -> at;
            };
        }
        return at;
    }

    /** One value, checked. Confined to one thread. */
    private final class Check {
        private final Pass pass;
        /** Getters of interfaces are seen twice. */
        private final Set<String> told = new HashSet<>();

        Check(Pass pass) {
            this.pass = pass;
        }

        /** Checks a value that has constraints, or all such values in a container. */
        void descend(@Nullable Object value, Located located) throws Throwable {
            InterfaceValue proxied = InterfaceValue.behind(value);
            if (value instanceof Record || proxied != null) {
                tell(validator.validate(value), located);
            }
            if (value != null && proxied != null) {
                checkMethods(value, proxied, located);
            } else if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    descend(list.get(i), located.element(i));
                }
            } else if (value instanceof Collection<?> elements) {
                for (Object element : elements) {
                    descend(element, located);
                }
            } else if (value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    descend(entry.getValue(), located.entry(entry.getKey()));
                }
            } else if (value instanceof Optional<?> optional && optional.isPresent()) {
                descend(optional.get(), located);
            }
        }

        private void checkMethods(Object proxy, InterfaceValue proxied, Located located) throws Throwable {
            Set<MethodDescriptor> constrained = validator
                    .getConstraintsForClass(proxied.type())
                    .getConstrainedMethods(MethodType.GETTER, MethodType.NON_GETTER);
            for (MethodDescriptor descriptor : sorted(constrained)) {
                if (descriptor.getParameterDescriptors().isEmpty()) {
                    checkMethod(proxy, proxied, descriptor, located);
                }
            }
        }

        private void checkMethod(Object proxy, InterfaceValue proxied, MethodDescriptor descriptor, Located located)
                throws Throwable {
            Method method = proxied.type().getMethod(descriptor.getName());
            Object value = proxied.invoke(proxy, method, null);
            tell(validator.forExecutables().validateReturnValue(proxy, method, value), located);
            if (isCascaded(descriptor.getReturnValueDescriptor())) {
                descend(value, located.member(descriptor.getName()));
            }
        }

        private void tell(Set<? extends ConstraintViolation<?>> violations, Located root) {
            violations.stream()
                    .map(violation -> new Violation(locate(violation.getPropertyPath(), root), violation.getMessage()))
                    .sorted(Comparator.comparing(violation -> violation.at().path() + ' ' + violation.reason()))
                    .filter(violation -> told.add(violation.at().path() + ' ' + violation.reason()))
                    .forEach(violation -> {
                        Located at = violation.at();
                        pass.problems().refused(at.path(), at.origin(), "a valid value", violation.reason());
                    });
        }
    }

    private static List<MethodDescriptor> sorted(Set<MethodDescriptor> descriptors) {
        return descriptors.stream()
                .sorted(Comparator.comparing(MethodDescriptor::getName))
                .toList();
    }

    private static boolean isCascaded(ReturnValueDescriptor descriptor) {
        return descriptor.isCascaded()
                || descriptor.getConstrainedContainerElementTypes().stream().anyMatch(element -> element.isCascaded());
    }

    /** A violation, and what violates. */
    private record Violation(Located at, String reason) {}
}
