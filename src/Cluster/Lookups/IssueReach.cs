using ReplayGraph.Issues;

namespace ReplayGraph.Cluster.Lookups;

/// <summary>What a lookup of an issue reaches.</summary>
/// <param name="Targets">Events that belong to one of these answer.</param>
/// <param name="Sources">The issues whose links may belong to them.</param>
/// <param name="IsAlone">True if both are the issue itself, and all that it holds belongs to it, but for single events.</param>
internal sealed record IssueReach(IReadOnlySet<IssueId> Targets, IReadOnlyCollection<IssueId> Sources, bool IsAlone)
{
    /// <summary>What a lookup of the issue reaches.</summary>
    /// <param name="id">The issue.</param>
    /// <param name="strict">True: only what belongs to it now, not what it became.</param>
    /// <param name="issues">What is known of issues.</param>
    internal static IssueReach Of(IssueId id, bool strict, IIssues issues)
    {
        if (StandsAlone(id, issues))
        {
            return new(new HashSet<IssueId> { id }, [id], true);
        }

        HashSet<IssueId> targets = strict ? [id] : IssueResolver.Became(id, issues);
        return new(targets, WithSources(targets, issues), false);
    }

    /// <summary>True if nothing was ever merged into the issue, or out of it, or deleted with it.</summary>
    internal static bool StandsAlone(IssueId id, IIssues issues) =>
        issues.Find(id) is not { } state || (state.Ops.IsEmpty && state.Sources.IsEmpty);

    private static HashSet<IssueId> WithSources(HashSet<IssueId> targets, IIssues issues)
    {
        HashSet<IssueId> all = [.. targets];
        var open = new Stack<IssueId>(targets);
        while (open.TryPop(out IssueId id))
        {
            foreach (IssueId source in issues.Find(id) is { } state ? state.Sources : default)
            {
                if (all.Add(source))
                {
                    open.Push(source);
                }
            }
        }

        return all;
    }
}
