using System.Buffers.Binary;
using ReplayGraph.Api.Live;

namespace ReplayGraph.Api.Webhooks;

/// <summary>An issue and a replay that shows it.</summary>
/// <param name="Issue">The issue.</param>
/// <param name="Replay">The replay.</param>
/// <param name="StartedAt">When the replay started.</param>
internal readonly record struct IssueReplay(IssueId Issue, ReplayId Replay, Timestamp StartedAt)
{
    internal ulong Fingerprint
    {
        get
        {
            var hash = default(ChangeHash);
            hash.Add((ulong)Issue.Value);
            hash.Add((ulong)(Replay.Value >> 64));
            hash.Add((ulong)Replay.Value);
            return hash.Value;
        }
    }
}

/// <summary>The pairs that a webhook has announced, by their fingerprints: the newest of those whose replays scans still see.</summary>
internal sealed class AnnouncedPairs
{
    /// <summary>The most pairs: twenty issues for each replay of a scan.</summary>
    internal const int Max = 20_000;

    private const int EntrySize = 2 * sizeof(long);

    private readonly List<(long StartedAt, ulong Pair)> _inOrder;
    private readonly HashSet<ulong> _pairs;

    private AnnouncedPairs(List<(long StartedAt, ulong Pair)> inOrder) => (_inOrder, _pairs) = (inOrder, [.. inOrder.Select(one => one.Pair)]);

    internal static AnnouncedPairs None { get; } = new([]);

    internal int Count => _inOrder.Count;

    internal static AnnouncedPairs Read(ReadOnlySpan<byte> bytes)
    {
        var inOrder = new List<(long, ulong)>(bytes.Length / EntrySize);
        for (; bytes.Length >= EntrySize; bytes = bytes[EntrySize..])
        {
            inOrder.Add((BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadUInt64LittleEndian(bytes[sizeof(long)..])));
        }

        return new(inOrder);
    }

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[_inOrder.Count * EntrySize];
        Span<byte> rest = bytes;
        foreach ((long startedAt, ulong pair) in _inOrder)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, startedAt);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[sizeof(long)..], pair);
            rest = rest[EntrySize..];
        }

        return bytes;
    }

    internal bool Contains(in IssueReplay pair) => _pairs.Contains(pair.Fingerprint);

    /// <summary>With more pairs, and without those of replays that started before a time.</summary>
    internal AnnouncedPairs With(IReadOnlyList<IssueReplay> more, Timestamp since)
    {
        List<(long StartedAt, ulong Pair)> all =
        [
            .. _inOrder.Where(one => one.StartedAt >= since.Milliseconds),
            .. more.Select(pair => (pair.StartedAt.Milliseconds, pair.Fingerprint)).Where(one => !_pairs.Contains(one.Fingerprint)),
        ];
        return new(all.Count > Max ? all[^Max..] : all);
    }
}
