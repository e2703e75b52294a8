namespace ReplayGraph.Issues;

/// <summary>
/// The state of an issue apart from its links: the ops that take events from it, in order, and the issues that its events may come from.
/// Both only grow. Written by one thread; readers see each before or after a change, never in between.
/// </summary>
public sealed class IssueState
{
    private volatile IssueOp[] _ops = [];
    private volatile IssueId[] _sources = [];

    /// <summary>The ops that name this issue in <see cref="IssueOp.From"/>, in order.</summary>
    public ReadOnlySpan<IssueOp> Ops => _ops;

    /// <summary>Issues from which ops or moves bring events here.</summary>
    public ReadOnlySpan<IssueId> Sources => _sources;

    /// <summary>Adds an op. False if it was known.</summary>
    public bool Add(IssueOp op)
    {
        int at = Array.BinarySearch(_ops, op);
        if (at >= 0)
        {
            return false;
        }

        _ops = [.. _ops[..~at], op, .. _ops[~at..]];
        return true;
    }

    /// <summary>Adds a source. False if it was known.</summary>
    public bool AddSource(IssueId source)
    {
        if (_sources.Contains(source))
        {
            return false;
        }

        _sources = [.. _sources, source];
        return true;
    }
}
