using ReplayGraph.Issues;

namespace ReplayGraph.Lookups;

/// <summary>Which issues a lookup of one issue reads, and whose events answer it.</summary>
public readonly struct IssueReach
{
    private readonly IssueId _id;
    private readonly HashSet<IssueId>? _targets;
    private readonly HashSet<IssueId>? _sources;

    private IssueReach(IssueId id, HashSet<IssueId>? targets, HashSet<IssueId>? sources) => (_id, _targets, _sources) = (id, targets, sources);

    /// <summary>Whether no operation ever changed what belongs to the issue; moves and deletions of single events aside.</summary>
    public bool IsAlone => _targets is null;

    /// <summary>The issues whose links may answer.</summary>
    public IEnumerable<IssueId> Sources => _sources ?? (IEnumerable<IssueId>)[_id];

    /// <summary>What a lookup of an issue reaches.</summary>
    /// <param name="id">The issue.</param>
    /// <param name="strict">True: only what belongs to it now, not what it became by merges.</param>
    /// <param name="issues">The operations on issues.</param>
    public static IssueReach Of(IssueId id, bool strict, IIssues issues)
    {
        if (StandsAlone(issues.Find(id)))
        {
            return new(id, null, null);
        }

        HashSet<IssueId> targets = strict ? [id] : IssueResolver.Became(id, issues);
        return new(id, targets, WithSources(targets, issues));
    }

    /// <summary>Whether no operation ever changed what belongs to an issue.</summary>
    public static bool StandsAlone(IssueState? state) => state is null || (state.Ops.IsEmpty && state.Sources.IsEmpty);

    /// <summary>Whether events that belong to the issue answer.</summary>
    public bool Contains(IssueId issue) => _targets is null ? issue == _id : _targets.Contains(issue);

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
