package io.edict.plain.internal.bind;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigMemorySize;
import io.edict.Binding;
import io.edict.Format;
import io.edict.error.InvalidDocumentException;
import io.edict.plain.fuzz.Target;
import io.edict.plain.fuzz.Texts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/** Random documents bound to types of every kind. */
public final class BindTarget implements Target {
    private static final Binder BINDER = new Binder(Map.of());

    private static final List<Class<?>> TYPES = List.of(
            int.class,
            long.class,
            double.class,
            BigDecimal.class,
            BigInteger.class,
            ConfigMemorySize.class,
            Duration.class,
            Period.class,
            Instant.class,
            URI.class,
            Pattern.class,
            UUID.class,
            Locale.class,
            Pool.class,
            View.class);

    /** A type whose keys the texts often have. */
    record Pool(int a, List<String> b, Map<String, Duration> c) {}

    /** The same as an interface. */
    interface View {
        BigInteger a();

        Map<String, Pool> b();

        List<ConfigMemorySize> c();
    }

    @Override
    public Attempt next(Random random) {
        String text = Texts.of(Format.HOCON, random);
        Class<?> type = TYPES.get(random.nextInt(TYPES.size()));
        return new Attempt(type + "\n" + text, () -> tried(type, text));
    }

    private static boolean tried(Class<?> type, String text) {
        Config config;
        try {
            config = Bindings.parse(text);
        } catch (InvalidDocumentException e) {
            return false;
        }
        boolean accepted = bound(Binding.of(type), config);
        for (String path : List.of("a", "b", "c")) {
            accepted |= bound(Binding.of(type).at(path), config);
        }
        return accepted;
    }

    private static boolean bound(Binding<?> binding, Config config) {
        Bound<?> bound = BINDER.bind(binding, config, Bindings.ORIGINS);
        if (bound instanceof Bound.Refused<?> refused) {
            boolean inKey = config.root().toString().matches("(?s).*zq[^=,]*\"?[:=(].*");
            if (refused.message().contains(Texts.CANARY) && !inKey) {
                throw new AssertionError("quotes a value: " + refused.message());
            }
            return false;
        }
        return true;
    }
}
