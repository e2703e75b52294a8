using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Sdks;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.LongKill.Checks;
using ReplayGraph.LongKill.Options;

namespace ReplayGraph.LongKill.Runs;

/// <summary>One run, from start to figures.</summary>
public sealed class LongRun
{
    private const int Samplers = 2, Witnesses = 3;

    // A spool is delivered within the longest pause between two attempts, and what it takes to catch up.
    private static readonly TimeSpan _delivered = TimeSpan.FromMinutes(2);

    private readonly ISubject _subject;
    private readonly Talk _talk;
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Creates a run against running servers.</summary>
    public LongRun(LongKillOptions options, ISubject subject, Talk talk)
    {
        (Options, _subject, _talk) = (options, subject, talk);
        Findings = new(options.Seed, talk);
    }

    internal LongKillOptions Options { get; }

    internal IReadOnlyList<ServerProcess> Servers => _subject.Servers;

    internal Findings Findings { get; }

    internal Feed Feed { get; private set; } = null!;

    internal Comparison Comparison { get; private set; } = null!;

    internal SdkClients Sdks { get; private set; } = null!;

    /// <summary>Runs to the end and prints the figures.</summary>
    /// <returns>True if there are no findings.</returns>
    public async Task<bool> RunAsync()
    {
        _talk.Say($"{Options.Program}, seed {Options.Seed}, {Options.Minutes} minutes, logs: {_talk.Folder}");
        await using OracleServer oracle = await OracleServer.StartAsync([.. _subject.Organizations, .. _subject.Witnessed]);
        Comparison = new Comparison(oracle);
        DrawnOrganization[] fed = [.. _subject.Organizations.Select(name => new DrawnOrganization(name))];
        DrawnOrganization[] witnessed = [.. _subject.Witnessed.Select(name => new DrawnOrganization(name))];
        var pace = new FeedPace { Senders = Options.Senders, Pause = Options.Pause ?? _subject.Pause };
        await using var feed = new Feed(_subject.Servers, new DrawnBatches(Options.Seed, fed, TimeProvider.System), pace);
        Feed = feed;
        Sdks = new SdkClients(_subject.SdkServers, _subject.Sdks, Options.Seed);
        var memory = new MemoryWatch(_subject.Servers, _subject.MostMemory, Findings, _talk);
        Witness[] witnesses = [.. Enumerable.Range(0, Witnesses).Select(number => new Witness(number, Options.Seed, this))];
        Task[] watching =
        [
            WatchAsync(memory.RunAsync(_stopping.Token)),
            WatchAsync(Sdks.RunAsync(_stopping.Token)),
            .. Enumerable.Range(0, Samplers)
                .Select(number => WatchAsync(new Sampler(Options.Seed + number, this).RunAsync(_stopping.Token))),
            .. witnesses.Zip(
                witnessed.Chunk(witnessed.Length / Witnesses), (witness, own) => WatchAsync(witness.RunAsync(own, _stopping.Token))),
        ];
        var faults = new FaultRun(_subject, feed, Options, Findings, _talk);
        var last = new LastCheck(this);
        await WatchAsync(faults.RunAsync(TimeSpan.FromMinutes(Options.Minutes)));
        await WatchAsync(EndAsync(watching, witnesses, [.. fed, .. witnessed], last));
        faults.NoteEnds(isHindered: true);
        var figures = new Figures(this, faults, last, [feed.Counts, .. witnesses.Select(witness => witness.Counts)]);
        _talk.Say($"{figures}\nmemory: {memory}\nlogs: {_talk.Folder}");
        return Findings.IsNone;
    }

    private async Task EndAsync(Task[] watching, Witness[] witnesses, DrawnOrganization[] organizations, LastCheck last)
    {
        await Task.WhenAll(_subject.Servers.Select(server => server.ServesAsync()));
        await _stopping.CancelAsync();
        try
        {
            await Feed.StopAsync();
            await Task.WhenAll(watching).WaitAsync(TimeSpan.FromMinutes(2));
        }
        finally
        {
            await Task.WhenAll(witnesses.Select(witness => witness.GiveUpAsync()));
        }

        _talk.Say($"all faults have ended, all batches are acknowledged: {Feed.Counts}");
        IReadOnlyList<string> missing = await Sdks.FindMissingAsync(_delivered);
        if (missing.Count > 0)
        {
            Findings.AddLost(missing);
        }

        await last.RunAsync([.. organizations.Where(one => one.Acknowledged.Count > 0)]);
    }

    // A failed task is a finding; the run continues without it.
    private async Task WatchAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e)
        {
            Findings.Add($"{e}");
        }
    }
}
