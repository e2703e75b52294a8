using System.Runtime.InteropServices;
using ReplayGraph.Facts;
using ReplayGraph.Links;
using ReplayGraph.Queries;
using ReplayGraph.Replays;

namespace ReplayGraph.Cluster.Store;

/// <summary>
/// A replay's summary as it is stored and announced to silos. The fields for ranking are decoded at once, the others when a filter or a
/// view needs them. Immutable; replaced by a row with a greater version.
/// </summary>
public sealed record ReplayRow
{
    private readonly ReadOnlyMemory<byte> _bytes;

    private ReplayRow(ReplayId id, long version, ReadOnlyMemory<byte> bytes)
    {
        (Id, Version, _bytes) = (id, version, bytes);
        var from = new FactReader(bytes);
        Head = ReadHead(ref from);
    }

    /// <summary>The replay.</summary>
    public ReplayId Id { get; }

    /// <summary>The version of the replay's node.</summary>
    public long Version { get; }

    /// <summary>The fields that ranking reads.</summary>
    public ReplayHead Head { get; }

    /// <summary>When the replay expires.</summary>
    public Timestamp ExpiresAt => Head.ExpiresAt;

    /// <summary>The encoded row.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>
    /// Decodes all fields that filters and views read. Not kept: silos cache many rows, and a summary takes several times the memory of one.
    /// </summary>
    public ReplaySummary ToSummary()
    {
        var from = new FactReader(_bytes);
        ReplayHead head = ReadHead(ref from);
        var summary = new ReplaySummary
        {
            Fate = head.Fate,
            ExpiresAt = head.ExpiresAt,
            ProjectId = head.ProjectId,
            StartedAt = head.StartedAt,
            FinishedAt = head.FinishedAt,
            SegmentZeroAt = ReadTime(ref from),
            Segments = (int)from.Number(),
            Errors = (int)from.Number(),
            Traces = (int)from.Number(),
            Type = (ReplayType)from.Byte(),
            Environment = NameOrNull(ref from),
            Release = NameOrNull(ref from),
            Platform = NameOrNull(ref from),
        };
        var user = new ReplayUser(TextOrNull(ref from), TextOrNull(ref from), TextOrNull(ref from), TextOrNull(ref from));
        var urls = new Name[from.Count(1)];
        for (int i = 0; i < urls.Length; i++)
        {
            urls[i] = new(from.Text().Span, 0);
        }

        var archived = new Timestamp[from.Count(1)];
        for (int i = 0; i < archived.Length; i++)
        {
            archived[i] = ReadTime(ref from);
        }

        bool isUnknown = user == new ReplayUser(null, null, null, null);
        return summary with { User = isUnknown ? null : user, Urls = urls, ArchivedAt = archived };
    }

    /// <summary>The row of a replay that was only named.</summary>
    public static ReplayRow Unknown(ReplayId id) => Of(id, 0, ReplaySummary.Pending);

    /// <summary>The row of a summary.</summary>
    public static ReplayRow Of(ReplayId id, long version, ReplaySummary summary)
    {
        var to = new FactWriter(256);
        to.Byte((byte)summary.Fate);
        WriteTime(to, summary.ExpiresAt);
        to.Number((ulong)summary.ProjectId.Value);
        WriteTime(to, summary.StartedAt);
        WriteTime(to, summary.FinishedAt);
        WriteTime(to, summary.SegmentZeroAt);
        to.Number((ulong)summary.Segments);
        to.Number((ulong)summary.Errors);
        to.Number((ulong)summary.Traces);
        to.Byte((byte)summary.Type);
        to.Text(TextOf(summary.Environment));
        to.Text(TextOf(summary.Release));
        to.Text(TextOf(summary.Platform));
        ReplayUser? user = summary.User;
        foreach (string? part in (ReadOnlySpan<string?>)[user?.Id, user?.Name, user?.Email, user?.Ip])
        {
            to.Text(part);
        }

        to.Number((ulong)summary.Urls.Length);
        foreach (Name url in summary.Urls)
        {
            to.Text(TextOf(url));
        }

        to.Number((ulong)summary.ArchivedAt.Length);
        foreach (Timestamp at in summary.ArchivedAt)
        {
            WriteTime(to, at);
        }

        return new(id, version, to.Written.ToArray());
    }

    /// <summary>Decodes a row. It keeps a reference to the bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a row.</exception>
    public static ReplayRow Read(ReplayId id, long version, ReadOnlyMemory<byte> bytes) => new(id, version, bytes);

    /// <summary>The row in an array of its own, if it is a part of a larger one.</summary>
    internal ReplayRow Compact() => MemoryMarshal.TryGetArray(_bytes, out ArraySegment<byte> array) && array.Count == array.Array!.Length
        ? this
        : new(Id, Version, _bytes.ToArray());

    private static ReplayHead ReadHead(ref FactReader from) =>
        new((Fate)from.Byte(), ReadTime(ref from), new((long)from.Number()), ReadTime(ref from), ReadTime(ref from));

    // Zero and the end of time are common, and do not occur as times of facts.
    private static void WriteTime(FactWriter to, Timestamp time) =>
        to.Number(time.Milliseconds == long.MaxValue ? 1 : time == default ? 0 : (ulong)time.Milliseconds);

    private static Timestamp ReadTime(ref FactReader from) => from.Number() switch
    {
        0 => default,
        1 => new(long.MaxValue),
        ulong milliseconds => new((long)milliseconds),
    };

    private static Text TextOf(Name? name) => new(name?.Utf8 ?? default);

    private static Name? NameOrNull(ref FactReader from) => from.Text() is { IsNone: false } text ? new(text.Span, 0) : null;

    private static string? TextOrNull(ref FactReader from) => from.Text() is { IsNone: false } text ? text.ToString() : null;
}
