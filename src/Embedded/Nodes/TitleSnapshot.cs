using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Issues;

namespace ReplayGraph.Embedded.Nodes;

/// <summary>Saves and loads an issue's titles.</summary>
internal static class TitleSnapshot
{
    internal static void Save(this Titles titles, SnapshotWriter to)
    {
        to.Number(titles.Count);
        foreach (IssueTitle title in titles.All)
        {
            to.Number(title.Project.Value);
            to.Number(title.RetentionDays);
            to.Number(title.Until.Milliseconds);
            to.Array(title.Text.Span);
        }
    }

    internal static void Load(this Titles titles, IssueId issue, SnapshotReader from)
    {
        for (int left = from.Count(); left > 0; left--)
        {
            titles.Add(new IssueTitle(
                issue, new(from.Number()), (ushort)from.Number(), new(from.Number()), new(from.Array<byte>())));
        }
    }
}
