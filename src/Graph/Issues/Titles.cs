using System.Collections.Immutable;
using ReplayGraph.Facts;

namespace ReplayGraph.Issues;

/// <summary>
/// The titles of an issue: for each project and retention the greatest one, so order and repetition do not matter. One thread writes; any
/// number read without a lock.
/// </summary>
public sealed class Titles
{
    private ImmutableSortedDictionary<(long Project, ushort Days), IssueTitle> _all =
        ImmutableSortedDictionary<(long Project, ushort Days), IssueTitle>.Empty;

    /// <summary>One for each project and retention.</summary>
    public IEnumerable<IssueTitle> All => Volatile.Read(ref _all).Values;

    /// <summary>The number of titles.</summary>
    public int Count => Volatile.Read(ref _all).Count;

    /// <summary>Adds a title, unless there is a greater one.</summary>
    public void Add(IssueTitle title)
    {
        (long, ushort) key = (title.Project.Value, title.RetentionDays);
        if (!_all.TryGetValue(key, out IssueTitle? known) || title.IsGreaterThan(known))
        {
            Volatile.Write(ref _all, _all.SetItem(key, title));
        }
    }

    /// <summary>Adds the title that an event gives, unless there is a greater one.</summary>
    public void Add(in EventFact fact)
    {
        if (!_all.TryGetValue((fact.ProjectId.Value, fact.RetentionDays), out IssueTitle? known) || known.IsLessThan(fact))
        {
            Add(IssueTitle.Of(fact));
        }
    }

    /// <summary>Frees the titles that have expired.</summary>
    public void Drop(in Expiry expiry)
    {
        foreach (((long, ushort) key, IssueTitle title) in _all)
        {
            if (expiry.HasPassed(title.Until, title.RetentionDays))
            {
                Volatile.Write(ref _all, _all.Remove(key));
            }
        }
    }

    /// <summary>The title to show: the greatest one that has not expired; null if there is none.</summary>
    /// <param name="titles">Titles of one issue.</param>
    /// <param name="visible">Those of facts of these projects; null: of any.</param>
    /// <param name="expiry">When facts expire.</param>
    public static string? Shown(IEnumerable<IssueTitle> titles, IReadOnlySet<ProjectId>? visible, in Expiry expiry)
    {
        IssueTitle? shown = null;
        foreach (IssueTitle title in titles)
        {
            if ((visible is null || visible.Contains(title.Project)) && !expiry.HasPassed(title.Until, title.RetentionDays)
                && (shown is null || title.IsGreaterThan(shown)))
            {
                shown = title;
            }
        }

        return shown?.Text.ToString();
    }
}
