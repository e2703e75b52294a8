using System.Runtime.InteropServices;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Issues;

namespace ReplayGraph.Cluster.Ingest;

/// <summary>The issues that the events of a batch give titles.</summary>
internal sealed class TitledIssues(OrganizationId organization, NodeContext context) : ITitledIssues
{
    private readonly Expiry _expiry = context.Expiry;
    private readonly Dictionary<IssueId, Titles> _issues = [];

    /// <summary>Adds the title of an event.</summary>
    internal void Take(in EventFact fact) => TitleStep.Take(fact, _expiry, this);

    /// <summary>Stores the titles, except those that this silo has stored before.</summary>
    internal async ValueTask RecordAsync(CancellationToken cancel)
    {
        TitleWrite[] unsent =
        [
            .. from title in _issues.Values.SelectMany(titles => titles.All)
               where !context.Cache.SentTitles.Contains(organization, title)
               select new TitleWrite(title, _expiry.At(title.Until, title.RetentionDays)),
        ];
        if (unsent.Length > 0)
        {
            await context.Store.RecordTitlesAsync(organization, unsent, cancel);
            context.Cache.SentTitles.Add(organization, unsent);
        }
    }

    Titles ITitledIssues.TitlesOf(IssueId issue) => CollectionsMarshal.GetValueRefOrAddDefault(_issues, issue, out _) ??= new();
}
