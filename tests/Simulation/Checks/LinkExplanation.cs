using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Simulation.Checks;

/// <summary>
/// Explains the links of issues and transactions. Each of these learns independently that a replay lists a trace, and earlier for an
/// event that is listed too, so a trace of a segment may be visible in part. This affects only the line of its replay, so
/// each line is explained by itself.
/// </summary>
internal sealed class LinkExplanation
{
    private const int MostOthers = 6, MostOfReplay = 10;

    private readonly OracleOptions _options;
    private readonly IReadOnlyList<IFact> _certain;
    private readonly IFact[] _others;
    private readonly IFact[][] _replays;

    internal LinkExplanation(
        OracleOptions options, IReadOnlyList<IFact> certain, IReadOnlyList<IFact> possible, IReadOnlyList<IFact> recent, NodeKind owners)
    {
        var traces = new SplitTraces([.. certain, .. possible], recent, owners);
        IFact[] parts = [.. traces.Split(possible).SelectMany(Parts.Of)];
        (_options, _certain) = (options, traces.Split(certain));
        _others = [.. parts.Where(part => part is not SegmentFact)];
        _replays = [.. parts.OfType<SegmentFact>().GroupBy(segment => segment.ReplayId).Select(segments => segments.Cast<IFact>().ToArray())];
    }

    /// <summary>Whether one of the possible states explains the answer.</summary>
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

            if (await Parts.AskAsync(_options, question, facts) == answer)
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
            if (LineOf(replay, await Parts.AskAsync(_options, question, [.. facts, .. some])) == line)
            {
                return some;
            }
        }

        return null;
    }

    /// <summary>The line of a replay in an answer, from the replay's id on. The text before it belongs to all lines.</summary>
    internal static string LineOf(string replay, string answer) =>
        answer.Split('\n').Where(line => line.Contains(replay, StringComparison.Ordinal))
            .Select(line => line[line.IndexOf(replay, StringComparison.Ordinal)..]).FirstOrDefault("");
}
