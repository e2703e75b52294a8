using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Embedded;

namespace ReplayGraph.KillTarget;

/// <summary>How both the killed and the killer open the folder: with small files and early snapshots, so that kills meet their edges.</summary>
public static class KillOptions
{
    /// <summary>A clock that stands still: nothing expires meanwhile.</summary>
    public static TimeProvider Clock { get; } = new FakeTimeProvider(DrawnBatch.Time.ToDate());

    /// <summary>The options.</summary>
    public static EmbeddedOptions Of(string folder) => new() { Folder = folder, JournalSegmentBytes = 256 << 10, SnapshotBytes = 16 << 10 };
}
