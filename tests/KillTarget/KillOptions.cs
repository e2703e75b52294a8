using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Embedded;

namespace ReplayGraph.KillTarget;

/// <summary>The options of the test and its target: small files and early snapshots, so that kills hit their boundaries.</summary>
public static class KillOptions
{
    /// <summary>A stopped clock, so that nothing expires.</summary>
    public static TimeProvider Clock { get; } = new FakeTimeProvider(DrawnBatch.Time.ToDate());

    /// <summary>The options.</summary>
    public static EmbeddedOptions Of(string folder) => new()
    {
        Folder = folder,
        JournalSegmentBytes = 256 << 10,
        SnapshotBytes = 16 << 10,
        RunningSnapshotBytes = 32 << 10,
    };
}
