package io.edict.benchmarks;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How costs grow with sizes: a line for each way, both axes logarithmic, as SVG. */
final class Plot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 460;
    private static final int LEFT = 80;
    private static final int RIGHT = 270;
    private static final int TOP = 46;
    private static final int BOTTOM = 50;
    private static final String[] COLORS = {
        "#b4451f", "#2f6db0", "#5f7f2b", "#c98a1b", "#6a53a8", "#2c7a6b", "#a8477f", "#7a6a58", "#111111", "#4fa3a8"
    };

    private final String title;
    private final String across;
    private final String up;
    private final Map<String, NavigableMap<Double, Double>> lines = new LinkedHashMap<>();
    private final StringBuilder svg = new StringBuilder(20_000);

    /**
     * A picture.
     *
     * @param title what it shows
     * @param across what the horizontal axis means
     * @param up what the vertical axis means
     */
    Plot(String title, String across, String up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    String title() {
        return title;
    }

    /** Adds a point to a line; one that a logarithm does not know is left out. */
    void point(String line, double x, double y) {
        if (x > 0 && y > 0) {
            lines.computeIfAbsent(line, fresh -> new TreeMap<>()).put(x, y);
        }
    }

    String svg() {
        svg.setLength(0);
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"Helvetica, Arial, sans-serif\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        text(LEFT, 26, "start", 15, title);
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", 12, across);
        text(LEFT, TOP - 6, "end", 11, up);
        if (!lines.isEmpty()) {
            drawLines();
        }
        return svg.append("</svg>\n").toString();
    }

    private void drawLines() {
        TreeSet<Double> xs = new TreeSet<>();
        TreeSet<Double> ys = new TreeSet<>();
        lines.values().forEach(line -> {
            xs.addAll(line.keySet());
            ys.addAll(line.values());
        });
        Axis horizontal = new Axis(xs.first(), xs.last(), LEFT, WIDTH - RIGHT);
        Axis vertical = new Axis(decade(ys.first(), false), decade(ys.last(), true), HEIGHT - BOTTOM, TOP);
        grid(xs, horizontal, vertical);
        int number = 0;
        for (Map.Entry<String, NavigableMap<Double, Double>> line : lines.entrySet()) {
            drawLine(line, number++, horizontal, vertical);
        }
    }

    private void grid(Set<Double> xs, Axis horizontal, Axis vertical) {
        for (double y = vertical.from(); y <= vertical.to() * 1.01; y *= 10) {
            stroke(LEFT, vertical.at(y), WIDTH - RIGHT, vertical.at(y), "#ddd7cc", 1);
            text(LEFT - 6, vertical.at(y) + 4, "end", 11, number(y));
        }
        for (double x : xs) {
            stroke(horizontal.at(x), TOP, horizontal.at(x), HEIGHT - BOTTOM, "#eee9e0", 1);
            text(horizontal.at(x), HEIGHT - BOTTOM + 16, "middle", 11, number(x));
        }
    }

    private void drawLine(
            Map.Entry<String, NavigableMap<Double, Double>> line, int number, Axis horizontal, Axis vertical) {
        String color = COLORS[number % COLORS.length];
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (Map.Entry<Double, Double> point : line.getValue().entrySet()) {
            double x = horizontal.at(point.getKey());
            double y = vertical.at(point.getValue());
            if (!Double.isNaN(lastX)) {
                stroke(lastX, lastY, x, y, color, 2);
            }
            svg.append(
                    String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", x, y, color));
            lastX = x;
            lastY = y;
        }
        int row = TOP + 14 + number * 18;
        stroke(WIDTH - RIGHT + 16, row - 4, WIDTH - RIGHT + 40, row - 4, color, 3);
        text(WIDTH - RIGHT + 46, row, "start", 12, line.getKey());
    }

    private static double decade(double value, boolean above) {
        double power = Math.log10(value);
        return Math.pow(10, above ? Math.ceil(power - 1e-9) : Math.floor(power + 1e-9));
    }

    private static String number(double value) {
        if (value >= 1 << 20 && value % (1 << 20) == 0) {
            return (long) value / (1 << 20) + "Mi";
        }
        if (value >= 1 << 10 && value % (1 << 10) == 0) {
            return (long) value / (1 << 10) + "Ki";
        }
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private void stroke(double fromX, double fromY, double toX, double toY, String color, int width) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%d\"/>%n",
                fromX,
                fromY,
                toX,
                toY,
                color,
                width));
    }

    private void text(double x, double y, String anchor, int size, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" fill=\"#2b2a28\">%s</text>%n",
                x,
                y,
                anchor,
                size,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    /** From values to places, by their logarithms. */
    private record Axis(double from, double to, double begin, double end) {
        double at(double value) {
            return from == to ? begin : begin + (end - begin) * Math.log(value / from) / Math.log(to / from);
        }
    }
}
