using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded.Tests.Journal;
using ReplayGraph.Facts;
using ReplayGraph.Spooling;

namespace ReplayGraph.Silo.Tests.Spools;

/// <summary>A spool in a folder of its own, in front of a graph that fails on demand. Facts are named by their number.</summary>
internal sealed class SpoolFixture : IAsyncDisposable
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(0.5);

    private readonly List<(OrganizationId, int)> _delivered = [];
    private Spool? _spool;

    internal static OrganizationId Acme { get; } = OrganizationId.Parse("acme");

    internal static OrganizationId Umbrella { get; } = OrganizationId.Parse("umbrella");

    internal string Folder { get; } = Directory.CreateTempSubdirectory("replaygraph-spool-").FullName;

    internal TimerTime Time { get; } = new();

    internal RecordedSpoolLog Log { get; private set; } = new();

    internal FaultyStorage Storage { get; } = new();

    /// <summary>What the graph does with a batch; null: it is away.</summary>
    internal Func<OrganizationId, IReadOnlyList<int>, CancellationToken, ValueTask>? Graph { get; set; }

    internal Spool Spool => _spool!;

    /// <summary>The facts that reached the graph, in order.</summary>
    internal IReadOnlyList<(OrganizationId Organization, int Fact)> Delivered
    {
        get
        {
            lock (_delivered)
            {
                return [.. _delivered];
            }
        }
    }

    internal string Segment(int number) => Path.Combine(Folder, $"journal-{number:D16}.log");

    internal void Open(long maxBytes = 1 << 20, long segmentBytes = 1 << 20, long windowBytes = 1 << 20)
    {
        Log = new();
        Time.Forget();
        var options = new SpoolOptions { Folder = Folder, MaxBytes = maxBytes, SegmentBytes = segmentBytes, WindowBytes = windowBytes };
        _spool = Spool.Open(options, DeliverAsync, Time, Log, Storage, Task.Run);
    }

    internal async Task CloseAsync()
    {
        await Spool.DisposeAsync();
        _spool = null;
    }

    /// <summary>Sends facts.</summary>
    /// <returns>Whether the graph took them.</returns>
    internal Task<bool> SendAsync(params int[] facts) => SendAsync(Acme, facts);

    internal async Task<bool> SendAsync(OrganizationId organization, params int[] facts) =>
        await Spool.IngestAsync(organization, Batches.Of(facts.Select(fact => (IFact)Make.Error(fact)))) is not null;

    /// <summary>The graph takes facts from now on.</summary>
    internal void ComeBack() => Graph = (_, _, _) => default;

    /// <summary>Lets the graph take facts, and waits until everything is delivered.</summary>
    /// <returns>The facts that were delivered.</returns>
    internal Task<long> CatchUpAsync()
    {
        ComeBack();
        return Time.PassUntilAsync(Log.CaughtUpAsync());
    }

    /// <summary>Changes the graph while the delivery pauses after its first failure, and ends the pause.</summary>
    internal async Task ChangeInPauseAsync(
        Func<OrganizationId, IReadOnlyList<int>, CancellationToken, ValueTask> graph, Action? meanwhile = null)
    {
        await Time.IsSetAsync(_firstPause);
        meanwhile?.Invoke();
        Graph = graph;
        Time.Advance(_firstPause);
    }

    /// <summary>Moves the clock over the pause of the delivery.</summary>
    internal Task PassPauseAsync(double seconds) => Time.PassAsync(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        if (_spool is not null)
        {
            await CloseAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    private async ValueTask<IngestResult> DeliverAsync(OrganizationId organization, FactBatch batch, CancellationToken cancel)
    {
        var facts = new FactNumbers();
        FactBatch.Read(batch.Bytes, facts);
        await (Graph?.Invoke(organization, facts.All, cancel) ?? throw new GraphException("away", isTransient: true));
        lock (_delivered)
        {
            _delivered.AddRange(facts.All.Select(fact => (organization, fact)));
        }

        return new(batch.Count, 0, 0);
    }
}
