namespace ReplayGraph.Explorer.Graphs;

/// <summary>Where boxes are in a drawing, in pixels.</summary>
internal static class Grid
{
    internal const int BoxWidth = 240, BoxHeight = 26, ColumnWidth = 330, RowHeight = 44, Top = 36;

    /// <summary>The left edge of a column's boxes.</summary>
    internal static int X(int column) => column * ColumnWidth;

    /// <summary>The upper edge of a row's boxes.</summary>
    internal static double Y(double row) => Top + (row * RowHeight);

    /// <summary>The middle of a row's boxes.</summary>
    internal static double Middle(double row) => Y(row) + (BoxHeight / 2);

    /// <summary>The row with this middle.</summary>
    internal static double RowAt(double middle) => (middle - (BoxHeight / 2) - Top) / RowHeight;
}
