namespace ReplayGraph.Lookups;

/// <summary>Counts the rows of an event.</summary>
internal struct RowCount : IRowVisitor
{
    /// <summary>The number of rows.</summary>
    internal int Rows { get; private set; }

    /// <inheritdoc/>
    public void Visit(RowRef row) => Rows++;
}
