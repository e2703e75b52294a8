using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Ingest;

namespace ReplayGraph.LongKill.Runs;

/// <summary>Failures, printed at once with all that is needed to investigate them. Safe for concurrent use.</summary>
internal sealed class Findings(int seed, Talk talk)
{
    private int _wrong;
    private int _lost;
    private int _other;

    /// <summary>The number of wrong answers.</summary>
    internal int Wrong => _wrong;

    /// <summary>The number of lost facts that had been acknowledged.</summary>
    internal int Lost => _lost;

    /// <summary>The number of other failures: ingest that did not resume, unexpected ends, memory growth.</summary>
    internal int Other => _other;

    internal bool IsNone => Wrong + Lost + Other == 0;

    internal void Add(Difference difference, DrawnOrganization organization, string when)
    {
        int number = Interlocked.Increment(ref _wrong);
        string facts = Path.Combine(talk.Folder, $"{organization.Name}-{number}.ndjson");
        File.WriteAllBytes(facts, [.. organization.Acknowledged.SelectMany(lines => lines)]);
        talk.Say($"WRONG ANSWER {number}, seed {seed}, {when}: {difference}\nfacts: {facts}\nlogs: {talk.Folder}");
    }

    internal void AddLost(int facts, string organization, string server)
    {
        Interlocked.Add(ref _lost, facts);
        talk.Say($"LOST, seed {seed}, {organization}: {server} accepted {facts} acknowledged facts as new when they were ingested again;"
            + $" logs: {talk.Folder}");
    }

    internal void AddLost(IReadOnlyList<string> events)
    {
        Interlocked.Add(ref _lost, events.Count);
        talk.Say($"LOST, seed {seed}: {events.Count} events that SDKs sent once and that were answered 200, the first"
            + $" {string.Join(", ", events.Take(5))}; logs: {talk.Folder}");
    }

    internal void Add(string what)
    {
        Interlocked.Increment(ref _other);
        talk.Say($"FAILED, seed {seed}: {what}; logs: {talk.Folder}");
    }
}
