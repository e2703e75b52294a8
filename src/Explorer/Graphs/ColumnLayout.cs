namespace ReplayGraph.Explorer.Graphs;

/// <summary>
/// Places nodes in their columns. Each column is ordered by the mean position of its nodes' neighbours in the columns before it (barycentre), from
/// left to right, then from right to left, a few times, so that few edges cross.
/// </summary>
internal sealed class ColumnLayout
{
    internal const int Columns = 4;

    private const int Sweeps = 8;

    private readonly Dictionary<NodeKey, double> _rows = [];
    private readonly int[] _counts;

    internal ColumnLayout(Drawing drawing)
    {
        List<NodeKey>[] columns =
        [
            .. Enumerable.Range(0, Columns).Select(column => drawing.Nodes.Where(node => node.Column == column).Select(node => node.Node).ToList()),
        ];
        ILookup<NodeKey, NodeKey> neighbours = drawing.Edges
            .SelectMany(edge => new[] { (Of: edge.From, Is: edge.To), (Of: edge.To, Is: edge.From) })
            .ToLookup(pair => pair.Of, pair => pair.Is);
        _counts = [.. columns.Select(column => column.Count)];
        Rows = Math.Max(1, _counts.Max());
        foreach (List<NodeKey> column in columns)
        {
            Place(column);
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool isRightwards = sweep % 2 == 0;
            for (int i = 1; i < Columns; i++)
            {
                int at = isRightwards ? i : Columns - 1 - i;
                Dictionary<NodeKey, double> wanted = columns[at].ToDictionary(node => node, node => Mean(node, neighbours[node].Where(
                    other => DrawnNode.ColumnOf(other.Kind) is var column && (isRightwards ? column < at : column > at))));
                columns[at].Sort((a, b) => wanted[a].CompareTo(wanted[b]) is not 0 and int order ? order : _rows[a].CompareTo(_rows[b]));
                Place(columns[at]);
            }
        }
    }

    /// <summary>The number of rows.</summary>
    internal int Rows { get; }

    /// <summary>The row of a node; a column that is shorter than others stands in the middle, so it can be a half.</summary>
    internal double RowOf(NodeKey node) => _rows[node];

    /// <summary>The first row of a column, and the number of its nodes.</summary>
    internal (double First, int Count) SpanOf(int column) => (First(_counts[column]), _counts[column]);

    private double First(int count) => (Rows - count) / 2.0;

    private double Mean(NodeKey node, IEnumerable<NodeKey> neighbours) => neighbours.Select(one => _rows[one]).DefaultIfEmpty(_rows[node]).Average();

    private void Place(List<NodeKey> column)
    {
        double first = First(column.Count);
        for (int i = 0; i < column.Count; i++)
        {
            _rows[column[i]] = first + i;
        }
    }
}
