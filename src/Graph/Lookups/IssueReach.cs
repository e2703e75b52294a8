using ReplayGraph.Issues;

namespace ReplayGraph.Lookups;

/// <summary>The issues that a lookup of one issue reads, and those whose events it returns.</summary>
public readonly struct IssueReach
{
    private readonly IssueId _id;
    private readonly HashSet<IssueId>? _targets;
    private readonly HashSet<IssueId>? _sources;

    private IssueReach(IssueId id, HashSet<IssueId>? targets, HashSet<IssueId>? sources) => (_id, _targets, _sources) = (id, targets, sources);

    /// <summary>Whether no merge, unmerge or deletion ever affected the issue. Moves and deletions of single events do not count.</summary>
    public bool IsSingleIssue => _targets is null;

    /// <summary>Whether the lookup returns events of issues that the issue was merged into.</summary>
    public bool HasTargets => _targets is { Count: > 1 };

    /// <summary>The issues whose links are read.</summary>
    public IEnumerable<IssueId> Sources => _sources ?? (IEnumerable<IssueId>)[_id];

    /// <summary>The reach of a lookup of an issue.</summary>
    /// <param name="id">The issue.</param>
    /// <param name="strict">True: only what belongs to it now, not what it became by merges.</param>
    /// <param name="issues">The operations on issues.</param>
    public static IssueReach Of(IssueId id, bool strict, IIssues issues)
    {
        if (HasNoOperations(issues.Find(id)))
        {
            return new(id, null, null);
        }

        HashSet<IssueId> targets = strict ? [id] : IssueResolver.Became(id, issues);
        return new(id, targets, WithSources(targets, issues));
    }

    /// <summary>Whether no merge, unmerge or deletion ever affected an issue.</summary>
    public static bool HasNoOperations(IssueState? state) => state is null || (state.Ops.IsEmpty && state.Sources.IsEmpty);

    /// <summary>Whether the lookup returns events of this issue.</summary>
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
