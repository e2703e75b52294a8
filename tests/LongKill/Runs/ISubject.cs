using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.LongKill.Runs;

/// <summary>A program under test, with running servers.</summary>
public interface ISubject : IAsyncDisposable
{
    /// <summary>The organizations of the feed, in order.</summary>
    IReadOnlyList<string> Organizations { get; }

    /// <summary>The organizations of the witnesses.</summary>
    IReadOnlyList<string> Witnessed { get; }

    /// <summary>The organization of the SDKs.</summary>
    string Sdks { get; }

    /// <summary>The servers that SDKs send to: what they acknowledge is never sent again.</summary>
    IReadOnlyList<ServerProcess> SdkServers { get; }

    /// <summary>All servers of the API.</summary>
    IReadOnlyList<ServerProcess> Servers { get; }

    /// <summary>The faults to draw from.</summary>
    FaultTable Faults { get; }

    /// <summary>The default pause between two batches of a client.</summary>
    TimeSpan Pause { get; }

    /// <summary>The longest time until ingest resumes after the faults have ended.</summary>
    TimeSpan Bound { get; }

    /// <summary>The memory limit of a process, in bytes.</summary>
    long MostMemory { get; }

    /// <summary>Whether a process may end unexpectedly for this reason.</summary>
    /// <param name="reason">The reason.</param>
    /// <param name="isHindered">Whether a fault that hinders starts was active.</param>
    bool MayEnd(EndReason reason, bool isHindered);
}
