using System.Diagnostics;
using ReplayGraph.Chaos.Faults;
using ReplayGraph.Chaos.Ingest;
using ReplayGraph.Chaos.Servers;
using ReplayGraph.LongKill.Options;

namespace ReplayGraph.LongKill.Runs;

/// <summary>Injects one or more drawn faults at a time, ends them, and mostly waits until ingest resumes before the next.</summary>
internal sealed class FaultRun(ISubject subject, Feed feed, LongKillOptions options, Findings findings, Talk talk)
{
    // Ingest has resumed once so many batches, besides those in flight, are acknowledged.
    private const int Resumed = 25, MostAtOnce = 3, MostDraws = 200;
    private const double LongestGap = 4;

    private readonly Random _random = new(options.Seed);
    private readonly SortedDictionary<string, int> _counts = [];
    private readonly Dictionary<ServerProcess, int> _ends = [];
    private readonly SortedDictionary<EndReason, int> _reasons = [];
    private int _faults;

    /// <summary>The number of faults by kind.</summary>
    internal IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>The number of unexpected ends of processes by reason.</summary>
    internal IReadOnlyDictionary<EndReason, int> Ends => _reasons;

    /// <summary>The longest time from the end of the faults until ingest had resumed.</summary>
    internal TimeSpan SlowestResumption { get; private set; }

    internal async Task RunAsync(TimeSpan time)
    {
        long begun = Stopwatch.GetTimestamp();
        bool isHindered = false;
        while (Stopwatch.GetElapsedTime(begun) < time && !feed.Failed.IsCompleted)
        {
            await Draws.WaitAsync(_random.Between(0.1, LongestGap));
            IReadOnlyList<Fault> faults = Draw();
            await Task.WhenAll(faults.Select(HurtAsync));
            isHindered |= faults.Any(fault => fault.HindersStarts);
            bool mayResume = _random.Next(4) > 0;
            if (mayResume)
            {
                await ResumeAsync();
            }

            NoteEnds(isHindered);

            // A hindered start may fail after the fault, even after ingest has resumed.
            isHindered &= !mayResume;
        }

        await ResumeAsync();
    }

    /// <summary>Records unexpected ends of processes since the last call.</summary>
    internal void NoteEnds(bool isHindered)
    {
        foreach (ServerProcess server in subject.Servers)
        {
            foreach (ProcessEnd end in server.Ends.Skip(_ends.GetValueOrDefault(server)))
            {
                _ends[server] = _ends.GetValueOrDefault(server) + 1;
                _reasons[end.Reason] = _reasons.GetValueOrDefault(end.Reason) + 1;
                talk.Say($"{end}");
                if (!subject.MayEnd(end.Reason, isHindered))
                {
                    findings.Add($"{end}\n{string.Join('\n', end.Said)}\n");
                }
            }
        }
    }

    private List<Fault> Draw()
    {
        int count = _random.Next(10) switch { < 7 => 1, < 9 => 2, _ => MostAtOnce };
        List<Fault> faults = [];
        HashSet<string> victims = [];
        for (int draw = 0; draw < MostDraws && faults.Count < count; draw++)
        {
            Fault fault = subject.Faults.Next(_random);
            if (IsWanted(fault) && !fault.Victims.Any(victims.Contains))
            {
                victims.UnionWith(fault.Victims);
                faults.Add(fault);
            }
        }

        return faults;
    }

    private bool IsWanted(Fault fault) =>
        options.Only.Count == 0 || options.Only.Any(word => fault.Kind.Contains(word, StringComparison.Ordinal));

    private async Task HurtAsync(Fault fault)
    {
        lock (_counts)
        {
            _counts[fault.Kind] = _counts.GetValueOrDefault(fault.Kind) + 1;
            talk.Say($"fault {++_faults}: {fault}");
        }

        await fault.BeginAsync();
        await Draws.WaitAsync(fault.Hold);
        await fault.EndAsync();
    }

    private async Task ResumeAsync()
    {
        FeedCounts before = feed.Mark();
        TimeSpan took = await feed.ResumedAsync(Resumed);
        SlowestResumption = took > SlowestResumption ? took : SlowestResumption;
        talk.Say($"resumed after {took.TotalSeconds:0.0} s; {feed.Counts.Since(before)}");
        if (took > subject.Bound)
        {
            findings.Add($"Ingest resumed after {took.TotalSeconds:0.0} s; the limit is {subject.Bound.TotalSeconds:0} s.");
        }
    }
}
