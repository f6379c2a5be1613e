package io.edict.drill.report;

import io.edict.drill.check.Evidence;
import io.edict.drill.check.Fault;
import io.edict.drill.check.Recoveries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A picture of a run: faults as bars, deliveries per second, and after each healing how long the slowest follower took. */
final class Timeline {
    private static final int WIDTH = 1200;
    private static final int LEFT = 170;
    private static final int RIGHT = 20;
    private static final int ROW = 15;
    private static final int TOP = 48;
    private static final int CHART = 120;
    private static final int GAP = 34;
    private static final String[] COLORS = {
        "#b4451f", "#c98a1b", "#5f7f2b", "#2c7a6b", "#2f6db0", "#6a53a8", "#a8477f", "#7a6a58"
    };

    private final Evidence evidence;
    private final Deliveries deliveries;
    private final StringBuilder svg = new StringBuilder(100_000);
    private final long from;
    private final long to;

    Timeline(Evidence evidence, Deliveries deliveries) {
        this.evidence = evidence;
        this.deliveries = deliveries;
        long first = evidence.faults().stream().mapToLong(Fault::begun).min().orElse(0);
        this.from = first - 2_000_000;
        this.to = Math.max(
                        evidence.faults().stream().mapToLong(Fault::ended).max().orElse(0),
                        evidence.healings().stream()
                                .mapToLong(healing -> healing.micros())
                                .max()
                                .orElse(0))
                + 5_000_000;
    }

    String draw() {
        Map<String, List<Fault>> rows = new TreeMap<>();
        evidence.faults()
                .forEach(fault -> rows.computeIfAbsent(fault.kind(), kind -> new ArrayList<>())
                        .add(fault));
        int faultsEnd = TOP + rows.size() * ROW;
        int height = faultsEnd + 2 * (CHART + GAP) + 30;
        open(height);
        text(LEFT, 24, "start", 15, "bold", "Faults, deliveries and recovery");
        drawFaults(rows);
        drawDeliveries(faultsEnd + GAP);
        drawRecoveries(faultsEnd + GAP + CHART + GAP);
        drawAxis(height - 22);
        return svg.append("</svg>\n").toString();
    }

    private void open(int height) {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"Helvetica, Arial, sans-serif\">%n<rect width=\"100%%\" height=\"100%%\""
                        + " fill=\"#ffffff\"/>%n",
                WIDTH,
                height,
                WIDTH,
                height));
    }

    private void drawFaults(Map<String, List<Fault>> rows) {
        int row = 0;
        for (Map.Entry<String, List<Fault>> each : rows.entrySet()) {
            int y = TOP + row * ROW;
            if (row % 2 == 0) {
                rect(LEFT, y, WIDTH - LEFT - RIGHT, ROW, "#f5f3ef");
            }
            text(LEFT - 8, y + 11, "end", 10, "normal", words(each.getKey()));
            String color = COLORS[row % COLORS.length];
            each.getValue()
                    .forEach(fault -> rect(
                            x(fault.begun()), y + 3, Math.max(2, x(fault.ended()) - x(fault.begun())), ROW - 6, color));
            row++;
        }
    }

    private void drawDeliveries(int top) {
        long[] perSecond = new long[(int) ((to - from) / 1_000_000) + 1];
        deliveries.all().stream()
                .filter(delivery -> delivery.heard() >= from && delivery.heard() <= to)
                .forEach(delivery -> perSecond[(int) ((delivery.heard() - from) / 1_000_000)]++);
        long most = Math.max(1, java.util.Arrays.stream(perSecond).max().orElse(1));
        frame(top, "deliveries", "per second, up to " + most);
        StringBuilder path = new StringBuilder("M " + LEFT + " " + (top + CHART));
        for (int i = 0; i < perSecond.length; i++) {
            path.append(String.format(
                    Locale.ROOT,
                    " L %.1f %.1f",
                    x(from + i * 1_000_000L),
                    top + CHART - perSecond[i] * (double) CHART / most));
        }
        path.append(String.format(Locale.ROOT, " L %.1f %d Z", x(to), top + CHART));
        svg.append("<path d=\"").append(path).append("\" fill=\"#9fc3dd\" stroke=\"#2f6db0\" stroke-width=\"0.7\"/>\n");
    }

    private void drawRecoveries(int top) {
        Map<Long, Long> slowest = new HashMap<>();
        Recoveries.of(evidence)
                .forEach(recovery -> slowest.merge(
                        recovery.healing().micros(),
                        recovery.micros().orElse(recovery.healing().bound()),
                        Math::max));
        long most = Math.max(
                1_000_000,
                slowest.values().stream().mapToLong(Long::longValue).max().orElse(0));
        frame(top, "slowest follower", "after each healing");
        text(LEFT - 8, top + 40, "end", 9, "normal", "up to " + Percentiles.millis(most));
        slowest.forEach((healed, micros) -> {
            double height = Math.max(1, micros * (double) CHART / most);
            rect(x(healed) - 1.5, top + CHART - height, 3, height, "#b4451f");
        });
    }

    private void frame(int top, String title, String unit) {
        rect(LEFT, top, WIDTH - LEFT - RIGHT, CHART, "#f5f3ef");
        text(LEFT - 8, top + 14, "end", 11, "bold", title);
        text(LEFT - 8, top + 28, "end", 9, "normal", unit);
    }

    private void drawAxis(int y) {
        long minutes = (to - from) / 60_000_000;
        long step = Math.max(1, minutes / 10);
        for (long minute = 0; minute <= minutes; minute += step) {
            double x = x(from + minute * 60_000_000);
            text(x, y + 12, "middle", 10, "normal", minute + " min");
            rect(x, TOP, 0.5, y - TOP, "#cfc8bd");
        }
    }

    private double x(long micros) {
        return LEFT + (double) (micros - from) / Math.max(1, to - from) * (WIDTH - LEFT - RIGHT);
    }

    private void rect(double x, double y, double width, double height, String color) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                color));
    }

    private void text(double x, double y, String anchor, int size, String weight, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" font-weight=\"%s\" fill=\"#2b2a28\">"
                        + "%s</text>%n",
                x,
                y,
                anchor,
                size,
                weight,
                text));
    }

    static String words(String kind) {
        return kind.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
