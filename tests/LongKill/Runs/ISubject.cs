using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.LongKill.Runs;

/// <summary>A program that is hurt: its processes run and serve.</summary>
public interface ISubject : IAsyncDisposable
{
    /// <summary>The organizations that the feed tells, in their order.</summary>
    IReadOnlyList<string> Organizations { get; }

    /// <summary>The organizations that the witnesses tell.</summary>
    IReadOnlyList<string> Witnessed { get; }

    /// <summary>All that answer the API.</summary>
    IReadOnlyList<ServerProcess> Servers { get; }

    /// <summary>What may happen to it.</summary>
    FaultTable Faults { get; }

    /// <summary>From a client's batch to its next, if nobody says otherwise.</summary>
    TimeSpan Pause { get; }

    /// <summary>Within which ingest goes on by itself once all is mended.</summary>
    TimeSpan Bound { get; }

    /// <summary>The most memory that a process may have, in bytes.</summary>
    long MostMemory { get; }

    /// <summary>Whether a process may have ended by itself for this reason.</summary>
    /// <param name="reason">Why it ended.</param>
    /// <param name="isHindered">Whether a fault that hinders starts was there.</param>
    bool MayEnd(EndReason reason, bool isHindered);
}
