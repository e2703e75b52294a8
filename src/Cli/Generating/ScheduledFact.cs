namespace ReplayGraph.Cli.Generating;

/// <summary>A fact that has happened but not yet arrived.</summary>
internal readonly struct ScheduledFact
{
    /// <summary>True for an error, false for a transaction or a segment.</summary>
    internal bool IsError { get; init; }

    /// <summary>The project; 1 is the browser's.</summary>
    internal int Project { get; init; }

    /// <summary>When it happened, in Unix milliseconds.</summary>
    internal long Milliseconds { get; init; }

    internal UInt128 EventId { get; init; }

    internal UInt128 TraceId { get; init; }

    /// <summary>The transaction name, or the page of a segment, as JSON without quotes.</summary>
    internal byte[] Name { get; init; }

    internal long Issue { get; init; }

    internal int DurationMs { get; init; }

    /// <summary>The replay that the event names or the segment belongs to; 0 for none.</summary>
    internal UInt128 ReplayId { get; init; }

    /// <summary>The segment's contents; null for an event.</summary>
    internal Recording? Segment { get; init; }
}

/// <summary>A segment that is being recorded.</summary>
internal sealed class Recording(double since)
{
    /// <summary>When it began, in seconds since the start of the workload.</summary>
    internal double Since { get; } = since;

    internal int Number { get; set; }

    /// <summary>The replay's start, in Unix milliseconds.</summary>
    internal long ReplayStart { get; set; }

    internal List<UInt128> Traces { get; } = [];

    /// <summary>The events that the replay lists.</summary>
    internal List<UInt128> Errors { get; } = [];
}
