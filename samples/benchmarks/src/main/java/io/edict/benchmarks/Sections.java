package io.edict.benchmarks;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ten types of forty values each, and text that binds to them. */
final class Sections {
    /** Sections of these types stand at the document's paths {@code s0}, {@code s1} and so on, in turn. */
    static final List<Class<? extends Record>> TYPES = List.of(
            Orders.class,
            Billing.class,
            Search.class,
            Basket.class,
            Mail.class,
            Login.class,
            Prices.class,
            Stock.class,
            Reports.class,
            Images.class);

    private Sections() {}

    record Pool(
            int size,
            int least,
            int queue,
            Duration idle,
            Duration patience,
            Duration life,
            boolean fair,
            boolean test,
            String name,
            double growth) {}

    record Endpoint(
            String host,
            int port,
            String path,
            String query,
            boolean secure,
            Duration connect,
            Duration read,
            long limit,
            int tries,
            TimeUnit unit) {}

    record Limits(
            long bytes,
            long requests,
            long perSecond,
            int burst,
            int users,
            double soft,
            double hard,
            boolean strict,
            Duration window,
            String reason) {}

    record Labels(
            String team,
            String stage,
            String region,
            String zone,
            String host,
            String owner,
            String tier,
            String color,
            String note,
            String link) {}

    record Orders(Pool a, Endpoint b, Limits c, Labels d) {}

    record Billing(Endpoint a, Pool b, Limits c, Labels d) {}

    record Search(Limits a, Endpoint b, Pool c, Labels d) {}

    record Basket(Labels a, Endpoint b, Limits c, Pool d) {}

    record Mail(Pool a, Limits b, Endpoint c, Labels d) {}

    record Login(Pool a, Labels b, Limits c, Endpoint d) {}

    record Prices(Pool a, Endpoint b, Labels c, Limits d) {}

    record Stock(Labels a, Limits b, Endpoint c, Pool d) {}

    record Reports(Limits a, Labels b, Pool c, Endpoint d) {}

    record Images(Endpoint a, Labels b, Pool c, Limits d) {}

    static Class<? extends Record> type(int section) {
        return TYPES.get(section % TYPES.size());
    }

    /** A document of so many sections, in which a seed changes every section. */
    static String text(int sections, int seed) {
        StringBuilder text = new StringBuilder();
        for (int section = 0; section < sections; section++) {
            append(text, "s" + section, type(section), seed + section);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String path, Class<?> type, int seed) {
        for (RecordComponent component : type.getRecordComponents()) {
            String inner = path + "." + component.getName();
            if (component.getType().isRecord()) {
                append(text, inner, component.getType(), seed);
            } else {
                text.append(inner)
                        .append(" = ")
                        .append(value(component.getType(), seed))
                        .append('\n');
            }
        }
    }

    private static String value(Class<?> type, int seed) {
        if (type.equals(Duration.class)) {
            return seed % 1_000 + " ms";
        }
        if (type.equals(String.class)) {
            return "\"text " + seed + "\"";
        }
        if (type.equals(boolean.class)) {
            return String.valueOf(seed % 2 == 0);
        }
        return type.isEnum() ? "seconds" : String.valueOf(seed);
    }
}
