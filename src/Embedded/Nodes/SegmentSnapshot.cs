using ReplayGraph.Embedded.Memory;
using ReplayGraph.Embedded.Snapshots;
using ReplayGraph.Facts;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Embedded.Nodes;

internal static class SegmentSnapshot
{
    internal static void Save(in SegmentRow row, SnapshotWriter to)
    {
        to.Number(row.SegmentId);
        to.Number(row.Timestamp.Milliseconds);
        to.Number(row.ReplayStart.Milliseconds);
        to.Number(row.ProjectId.Value);
        to.Number((long)row.Type);
        to.Number(row.Environment?.Index ?? 0);
        to.Number(row.Release?.Index ?? 0);
        to.Number(row.Platform?.Index ?? 0);
        to.Number(row.Urls.Length);
        foreach (Name url in row.Urls)
        {
            to.Array(url.Utf8.Span);
        }

        to.Number(row.User is null ? 0 : 1);
        if (row.User is { } user)
        {
            to.Text(user.Id);
            to.Text(user.Name);
            to.Text(user.Email);
            to.Text(user.Ip);
        }
    }

    internal static SegmentRow Load(SnapshotReader from, NameTable names) => new()
    {
        SegmentId = (int)from.Number(),
        Timestamp = new(from.Number()),
        ReplayStart = new(from.Number()),
        ProjectId = new(from.Number()),
        Type = (ReplayType)from.Number(),
        Environment = names[(int)from.Number()],
        Release = names[(int)from.Number()],
        Platform = names[(int)from.Number()],
        Urls = LoadUrls(from, names),
        User = from.Number() == 0 ? null : new ReplayUser(from.Text(), from.Text(), from.Text(), from.Text()),
    };

    private static Name[] LoadUrls(SnapshotReader from, NameTable names)
    {
        List<Name> urls = [];
        for (int left = from.Count(); left > 0; left--)
        {
            urls.Add(names.Share(from.Array<byte>()));
        }

        return [.. urls];
    }
}
