package io.edict.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows under a heading, each column as wide as it must be. */
final class Table {
    private static final String GAP = "  ";

    private final List<String> heading;
    private final List<Row> rows = new ArrayList<>();

    Table(String... heading) {
        this.heading = List.of(heading);
    }

    private record Row(List<String> cells, UnaryOperator<String> style) {}

    /** Adds a row; its cells are text that others may have written. */
    void row(UnaryOperator<String> style, String... cells) {
        rows.add(new Row(List.of(cells).stream().map(Wording::safe).toList(), style));
    }

    /** Writes heading and rows. */
    void print(Output output) {
        int[] widths = widths();
        output.line(output.bold(laidOut(heading, widths)));
        rows.forEach(row -> output.line(row.style().apply(laidOut(row.cells(), widths))));
    }

    private int[] widths() {
        int[] widths = heading.stream().mapToInt(Table::length).toArray();
        for (Row row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], length(row.cells().get(column)));
            }
        }
        return widths;
    }

    private static String laidOut(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            line.append(cell).append(" ".repeat(widths[column] - length(cell))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
