using ReplayGraph.Chaos.Answers;
using ReplayGraph.Chaos.Ingest;

namespace ReplayGraph.LongKill.Runs;

/// <summary>What was found that must not be, said at once with all that is needed to look into it. Safe for concurrent use.</summary>
internal sealed class Findings(int seed, Talk talk)
{
    private int _wrong;
    private int _lost;
    private int _other;

    /// <summary>Answers that were wrong.</summary>
    internal int Wrong => _wrong;

    /// <summary>Acknowledged facts that were not known any more.</summary>
    internal int Lost => _lost;

    /// <summary>All else: ingest that did not go on, a process that ended, memory that grew.</summary>
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
        talk.Say($"LOST, seed {seed}, {organization}: {facts} facts were acknowledged, and new to {server} when it was told them again;"
            + $" logs: {talk.Folder}");
    }

    internal void Add(string what)
    {
        Interlocked.Increment(ref _other);
        talk.Say($"FAILED, seed {seed}: {what}; logs: {talk.Folder}");
    }
}
