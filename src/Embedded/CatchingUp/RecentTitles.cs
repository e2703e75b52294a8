using ReplayGraph.Facts;
using ReplayGraph.Issues;

namespace ReplayGraph.Embedded.CatchingUp;

/// <summary>Recognizes events whose titles are known: an earlier event of the journal has given the same issue this title, or a greater one.</summary>
internal sealed class RecentTitles
{
    private const int SizeBits = 10;

    private readonly IssueTitle?[] _titles = new IssueTitle?[1 << SizeBits];

    /// <summary>The title that the event may give its issue, which must then be applied; null if it gives none that is new.</summary>
    internal IssueTitle? Find(in EventFact fact)
    {
        if (!fact.TitlesItsIssue)
        {
            return null;
        }

        ulong mixed = ((ulong)fact.IssueId.Value + ((ulong)fact.ProjectId.Value << 32)) * 0x9E3779B97F4A7C15;
        ref IssueTitle? known = ref _titles[mixed >> (64 - SizeBits)];
        return known?.IsOfIssueOf(fact) == true && !known.IsLessThan(fact) ? null : known = IssueTitle.Of(fact);
    }
}
