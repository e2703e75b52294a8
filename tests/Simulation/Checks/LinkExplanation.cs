using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// Explains the links of issues and transactions. Each of these hears for itself that a replay lists a trace, and of one event of it
/// earlier if that is listed too; so what a segment says of a trace may be there in part. That concerns the line of its replay alone, so
/// the lines are explained one by one.
/// </summary>
internal sealed class LinkExplanation
{
    private const int MostOthers = 6, MostOfReplay = 10;

    private readonly TimeProvider _time;
    private readonly IReadOnlyList<IFact> _certain;
    private readonly IFact[] _others;
    private readonly IFact[][] _replays;

    internal LinkExplanation(
        TimeProvider time, IReadOnlyList<IFact> certain, IReadOnlyList<IFact> possible, IReadOnlyList<IFact> recent, NodeKind owners)
    {
        var traces = new SplitTraces([.. certain, .. possible], recent, owners);
        IFact[] parts = [.. traces.Split(possible).SelectMany(Parts.Of)];
        (_time, _certain) = (time, traces.Split(certain));
        _others = [.. parts.Where(part => part is not SegmentFact)];
        _replays = [.. parts.OfType<SegmentFact>().GroupBy(segment => segment.ReplayId).Select(segments => segments.Cast<IFact>().ToArray())];
    }

    /// <summary>Whether the answer is that of any of the possibilities.</summary>
    internal async Task<Verdict> JudgeAsync(Question question, string answer)
    {
        if (_others.Length > MostOthers || _replays.Any(parts => parts.Length > MostOfReplay))
        {
            return Verdict.Unclear;
        }

        foreach (IFact[] others in Subsets.Of(_others))
        {
            List<IFact> facts = [.. _certain, .. others];
            foreach (IFact[] parts in _replays)
            {
                facts.AddRange(await FindAsync(question, answer, facts, parts) ?? []);
            }

            if (await Parts.AskAsync(_time, question, facts) == answer)
            {
                return Verdict.Explained;
            }
        }

        return Verdict.Wrong;
    }

    private async Task<IFact[]?> FindAsync(Question question, string answer, List<IFact> facts, IFact[] parts)
    {
        string replay = ((SegmentFact)parts[0]).ReplayId.ToString(), line = LineOf(replay, answer);
        foreach (IFact[] some in Subsets.Of(parts))
        {
            if (LineOf(replay, await Parts.AskAsync(_time, question, [.. facts, .. some])) == line)
            {
                return some;
            }
        }

        return null;
    }

    /// <summary>What an answer says of a replay. What stands before it on its line tells of all lines.</summary>
    internal static string LineOf(string replay, string answer) =>
        answer.Split('\n').Where(line => line.Contains(replay, StringComparison.Ordinal))
            .Select(line => line[line.IndexOf(replay, StringComparison.Ordinal)..]).FirstOrDefault("");
}
