using System.Globalization;
using System.Text;

namespace ReplayGraph.Explorer.Graphs;

/// <summary>
/// The paths of the edges. One that passes a column goes straight through the gap between two of its boxes that lies nearest, so no line
/// runs through a box. Edges in the same gap lie side by side.
/// </summary>
internal sealed class EdgeRoutes(ColumnLayout layout)
{
    private const int Lanes = 5, LaneHeight = 3, LoopWidth = 40;

    private readonly Dictionary<(int Column, int Gap), int> _used = [];

    /// <summary>The path, as SVG writes it.</summary>
    internal string PathOf(DrawnEdge edge)
    {
        int from = DrawnNode.ColumnOf(edge.From.Kind), to = DrawnNode.ColumnOf(edge.To.Kind);
        double x = Grid.X(from) + Grid.BoxWidth, y = Grid.Middle(layout.RowOf(edge.From)), end = Grid.Middle(layout.RowOf(edge.To));
        StringBuilder path = new StringBuilder("M").Append(Text(x)).Append(' ').Append(Text(y));
        if (from == to)
        {
            return Curve(path, x + LoopWidth, y, x + LoopWidth, x, end).ToString();
        }

        for (int column = from + 1; column < to; column++)
        {
            double through = Through(column, y + ((end - y) / (to - column + 1)));
            double right = Grid.X(column) + Grid.BoxWidth;
            Bend(path, x, y, Grid.X(column), through).Append('H').Append(Text(right));
            (x, y) = (right, through);
        }

        return Bend(path, x, y, Grid.X(to), end).ToString();
    }

    // Beside the boxes of the column, or in the gap above row `gap` of them.
    private double Through(int column, double wanted)
    {
        (double first, int count) = layout.SpanOf(column);
        double row = Grid.RowAt(wanted) - first;
        if (row < -0.5 || row > count - 0.5)
        {
            return wanted;
        }

        int gap = (int)Math.Round(row + 0.5);
        int lane = _used[(column, gap)] = _used.GetValueOrDefault((column, gap)) + 1;
        return Grid.Middle(first + gap - 0.5) + (((lane % Lanes) - (Lanes / 2)) * LaneHeight);
    }

    private static StringBuilder Bend(StringBuilder path, double x, double y, double endX, double endY) =>
        Curve(path, (x + endX) / 2, y, (x + endX) / 2, endX, endY);

    private static StringBuilder Curve(StringBuilder path, double x1, double y1, double x2, double endX, double endY) =>
        path.Append('C').Append(Text(x1)).Append(' ').Append(Text(y1)).Append(' ').Append(Text(x2)).Append(' ').Append(Text(endY))
            .Append(' ').Append(Text(endX)).Append(' ').Append(Text(endY));

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
