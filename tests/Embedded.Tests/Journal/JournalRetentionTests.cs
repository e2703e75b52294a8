using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

public sealed class JournalRetentionTests : IDisposable
{
    private readonly JournalTestFolder _folder = new();
    private readonly FaultyStorage _storage = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 0)]
    [InlineData(101, 1)]
    [InlineData(300, 1)]
    [InlineData(301, 3)]
    [InlineData(long.MaxValue, 3)]
    public void Drops_the_oldest_expired_segments_and_never_the_active_one(long now, int expected)
    {
        using JournalWriter writer = WriteSegments();
        long[] lengths = [.. writer.Segments.Select(s => s.Length)];
        JournalDrop drop = writer.DropExpired(now);
        Assert.Equal(Enumerable.Range(1, expected).Select(n => _folder.Segment(n)), drop.Segments.Select(s => s.File));
        Assert.Equal(lengths.Take(expected).Sum(), drop.Bytes);
        Assert.Equal(Enumerable.Range(expected + 1, 4 - expected), _folder.ReadIds());
        Assert.Equal(4 - expected, writer.Segments.Count);
    }

    [Fact]
    public void Frames_without_expiry_are_never_dropped()
    {
        using JournalWriter writer = _folder.OpenWriter();
        writer.Append([JournalTestFolder.Frame(1, expires: long.MaxValue)]);
        writer.Roll();
        Assert.Empty(writer.DropExpired(long.MaxValue).Segments);
    }

    [Fact]
    public void Expiry_is_known_after_reading_all_or_a_part()
    {
        WriteSegments().Dispose();
        JournalScan all = _folder.ReadAll().Scan;
        Assert.Equal([100, 300, 200, 50], all.Segments.Select(s => s.LatestExpiryMs));

        JournalScan part = _folder.ReadAll(_folder.ReadAll().Positions[^1]).Scan;
        Assert.Equal([null, null, null, 50L], part.Segments.Select(s => s.LatestExpiryMs));
        using JournalWriter writer = JournalWriter.Open(_folder.Path, part, new(), _storage, null);
        Assert.Single(writer.DropExpired(101).Segments);
        Assert.Equal([300L, null, 50L], writer.Segments.Select(s => s.LatestExpiryMs));
    }

    [Fact]
    public void Segment_read_from_its_middle_keeps_its_expiry()
    {
        using (JournalWriter writer = _folder.OpenWriter())
        {
            writer.Append([JournalTestFolder.Frame(1, expires: 500)]);
            writer.Append([JournalTestFolder.Frame(2, 2_000_000, expires: 100)]);
        }

        JournalScan part = _folder.ReadAll(_folder.ReadAll().Positions[1]).Scan;
        using JournalWriter again = JournalWriter.Open(_folder.Path, part, new(), _storage, null);
        again.Append([JournalTestFolder.Frame(3, expires: 200)]);
        again.Roll();
        Assert.Empty(again.DropExpired(500).Segments);
        Assert.Single(again.DropExpired(501).Segments);
    }

    [Fact]
    public void Reading_from_a_dropped_position_starts_at_the_oldest()
    {
        using JournalWriter writer = WriteSegments();
        JournalPosition first = _folder.ReadAll().Positions[0];
        writer.DropExpired(101);
        Assert.Equal([2, 3, 4], _folder.ReadIds(first with { Offset = 12345 }));
    }

    /// <summary>At each deletion and each flush of the folder, a process that ended there would leave a readable journal.</summary>
    [Fact]
    public void Crash_at_any_moment_leaves_no_gap()
    {
        using JournalWriter writer = WriteSegments();
        var seen = new List<int>();
        _storage.OnFolder = () => seen.Add(_folder.ReadIds().Length);
        writer.DropExpired(long.MaxValue);
        Assert.Equal([3, 3, 2, 2, 1, 1], seen);
        Assert.Equal([JournalFormat.FileName(1), JournalFormat.FileName(2), JournalFormat.FileName(3)], _storage.Deleted);
    }

    [Fact]
    public void Segment_that_cannot_be_deleted_stays_listed()
    {
        using JournalWriter writer = WriteSegments();
        _storage.DeleteFails = true;
        Assert.Throws<IOException>(() => writer.DropExpired(long.MaxValue));
        _storage.DeleteFails = false;
        Assert.Equal(3, writer.DropExpired(long.MaxValue).Segments.Count);
        Assert.Equal([4], _folder.ReadIds());
    }

    [Fact]
    public void Running_reader_continues_after_dropped_segments()
    {
        using JournalWriter writer = WriteSegments();
        using var reader = new JournalReader(_folder.Path);
        Assert.True(reader.TryRead(out JournalEntry first));
        Assert.Equal(1u, first.Frame.Count);
        writer.DropExpired(long.MaxValue);
        Assert.True(reader.TryRead(out JournalEntry last));
        Assert.Equal(4u, last.Frame.Count);
        Assert.False(reader.TryRead(out _));
    }

    private JournalWriter WriteSegments()
    {
        JournalWriter writer = _folder.OpenWriter(_storage);
        writer.Append([JournalTestFolder.Frame(1, expires: 100)]);
        writer.Roll();
        writer.Append([JournalTestFolder.Frame(2, expires: 300)]);
        writer.Roll();
        writer.Append([JournalTestFolder.Frame(3, expires: 200)]);
        writer.Roll();
        writer.Append([JournalTestFolder.Frame(4, expires: 50)]);
        return writer;
    }
}
