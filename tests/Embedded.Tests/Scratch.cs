using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded.Commits;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests;

/// <summary>The data folder and clock of a test, and the graphs opened on the folder, one after another.</summary>
public abstract class Scratch : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("replaygraph-").FullName;
    private readonly List<EmbeddedGraph> _open = [];

    private protected FakeTimeProvider Time { get; } = new(World.Now.ToDate());

    /// <summary>Does not exist until a graph is opened.</summary>
    protected string Folder => Path.Combine(_root, "data");

    /// <summary>The snapshot in the folder.</summary>
    protected string Snapshot => Path.Combine(Folder, "snapshot");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (EmbeddedGraph graph in _open)
        {
            await graph.DisposeAsync();
        }

        Directory.Delete(_root, recursive: true);
    }

    private protected EmbeddedGraph Open(
        IStorage? storage = null,
        long segmentBytes = 256 << 20,
        long snapshotBytes = long.MaxValue,
        int days = 90,
        string? folder = null,
        long runningSnapshotBytes = long.MaxValue)
    {
        var options = new EmbeddedOptions
        {
            Folder = folder ?? Folder,
            RetentionDays = days,
            JournalSegmentBytes = segmentBytes,
            SnapshotBytes = snapshotBytes,
            RunningSnapshotBytes = runningSnapshotBytes,
        };
        EmbeddedGraph graph = EmbeddedGraph.Open(options, Time, storage ?? DiskStorage.Instance, CommitThreads.Begin);
        _open.Add(graph);
        return graph;
    }

    /// <summary>The first question that two graphs answer differently, with both answers; null if there is none.</summary>
    private protected static async Task<string?> DifferAsync(IGraph expected, IGraph actual, IEnumerable<Question> questions)
    {
        foreach (Question question in questions)
        {
            string right = await question.AskAsync(expected), answer = await question.AskAsync(actual);
            if (right != answer)
            {
                return $"{question.Text}\nexpected:\n{right}\nactual:\n{answer}";
            }
        }

        return null;
    }

    private protected string[] JournalFiles() => [.. Directory.GetFiles(Folder, "journal-*.log").Order(StringComparer.Ordinal)];
}
