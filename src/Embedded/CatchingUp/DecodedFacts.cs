using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Facts;
using ReplayGraph.Issues;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.CatchingUp;

/// <summary>Facts of one organization that were decoded from the journal and wait to be applied.</summary>
internal sealed class DecodedFacts
{
    // Large enough that handing them over costs nothing, small enough to stay in a processor's cache.
    private const int MaxEvents = 1024;
    private const int MaxRestBytes = 128 << 10;

    private readonly Observation[] _events = new Observation[MaxEvents];
    private readonly bool[] _mayMention = new bool[MaxEvents];
    private int _count;

    /// <summary>Applies them; null while there are none.</summary>
    internal Applier? Applier { get; set; }

    /// <summary>The number of facts in the journal's frames.</summary>
    internal long Facts { get; set; }

    /// <summary>The frames' bytes.</summary>
    internal long Bytes { get; set; }

    /// <summary>The events, with their names.</summary>
    internal Span<Observation> Events => _events.AsSpan(0, _count);

    /// <summary>Which of them may mention an issue or a transaction name for the first time on a day.</summary>
    internal ReadOnlySpan<bool> MayMention => _mayMention.AsSpan(0, _count);

    /// <summary>The titles that they may give their issues.</summary>
    internal List<IssueTitle> Titles { get; } = [];

    /// <summary>All other facts.</summary>
    internal FactBatch Rest { get; } = new();

    internal bool IsFull => _count == MaxEvents || Rest.Bytes.Length > MaxRestBytes;

    internal void Add(in Observation observation, bool mayMention)
    {
        _mayMention[_count] = mayMention;
        _events[_count++] = observation;
    }

    internal void Clear()
    {
        Rest.Clear();
        Titles.Clear();
        (Applier, Facts, Bytes, _count) = (null, 0, 0, 0);
    }
}
