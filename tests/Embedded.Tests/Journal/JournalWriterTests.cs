using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

public sealed class JournalWriterTests : IDisposable
{
    private readonly JournalTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Frames_are_read_in_append_order()
    {
        using (JournalWriter writer = _folder.OpenWriter())
        {
            Assert.Equal(new(1, 32), writer.End);
            JournalFrame[] mixed =
            [
                JournalTestFolder.Frame(1), JournalTestFolder.Frame(2, 16 << 10), JournalTestFolder.Frame(3, (16 << 10) + 1),
                JournalTestFolder.Frame(4, 3_000_000, organization: new('x', 255)), JournalTestFolder.Frame(5, 4, long.MaxValue),
            ];
            JournalPosition end = writer.Append(mixed);
            Assert.Equal(end, writer.Append([]));
            Assert.Equal(end, writer.End);
        }

        _folder.Write(6);
        Assert.Equal([1, 2, 3, 4, 5, 6], _folder.ReadIds());
        Assert.Equal(new('x', 255), _folder.ReadAll().Frames[3].Organization);
        JournalScan scan = _folder.ReadAll().Scan;
        Assert.Equal((6, 21, scan.End.Offset - 32), (scan.Frames, scan.Facts, scan.Bytes));
        Assert.Equal(new FileInfo(_folder.Segment(1)).Length, scan.End.Offset);
    }

    [Fact]
    public void One_append_is_one_write_and_one_flush()
    {
        var storage = new FaultyStorage();
        using JournalWriter writer = _folder.OpenWriter(storage);
        (int writes, int flushes) = (storage.Writes, storage.Flushes);
        writer.Append([.. Enumerable.Range(0, 50).Select(id => JournalTestFolder.Frame(id, id * 1000 + 4))]);
        Assert.Equal((writes + 1, flushes + 1), (storage.Writes, storage.Flushes));
    }

    [Fact]
    public void More_pieces_than_one_gather_write_takes_arrive_whole()
    {
        int[] ids = [.. Enumerable.Range(0, 1500)];
        using (JournalWriter writer = _folder.OpenWriter(segmentBytes: 1L << 28))
        {
            writer.Append([.. ids.Select(id => JournalTestFolder.Frame(id, 17_000))]);
        }

        Assert.Equal(ids, _folder.ReadIds());
    }

    [Fact]
    public void Every_position_can_be_read_from()
    {
        using (JournalWriter writer = _folder.OpenWriter(segmentBytes: 1024))
        {
            for (int id = 0; id < 30; id++)
            {
                writer.Append([JournalTestFolder.Frame(id, 100 + id)]);
            }
        }

        List<JournalPosition> positions = _folder.ReadAll().Positions;
        for (int i = 0; i < positions.Count; i++)
        {
            Assert.Equal(Enumerable.Range(i, 30 - i), _folder.ReadIds(positions[i]));
        }

        Assert.True(positions[^1].Segment > 3);
        Assert.Equal(Enumerable.Range(0, 30), _folder.ReadIds());
    }

    [Fact]
    public void Segments_stay_within_their_size_unless_one_append_exceeds_it()
    {
        using JournalWriter writer = _folder.OpenWriter(segmentBytes: 2000);
        for (int id = 0; id < 20; id++)
        {
            writer.Append([JournalTestFolder.Frame(id, id == 10 ? 9000 : 400)]);
        }

        foreach (JournalSegment segment in writer.Segments)
        {
            long length = new FileInfo(segment.File).Length;
            Assert.Equal(length, segment.Length);
            Assert.True(length <= 2000 || length == 32 + 32 + 4 + 9000);
        }

        Assert.Equal(Enumerable.Range(0, 20), _folder.ReadIds());
    }

    [Fact]
    public void Roll_of_an_empty_segment_does_nothing()
    {
        using JournalWriter writer = _folder.OpenWriter();
        writer.Roll();
        Assert.Equal(1, writer.End.Segment);
        writer.Append([JournalTestFolder.Frame(1)]);
        writer.Roll();
        writer.Roll();
        Assert.Equal(new(2, 32), writer.End);
    }

    [Fact]
    public void Frame_over_a_limit_is_rejected_and_nothing_written()
    {
        using JournalWriter writer = _folder.OpenWriter();
        JournalPosition end = writer.End;
        JournalFrame good = JournalTestFolder.Frame(1);
        foreach (string? slug in new[] { null, string.Empty, "é", new string('x', 256) })
        {
            ArgumentException e = Assert.Throws<ArgumentException>(() => writer.Append([good, good with { Organization = slug! }]));
            Assert.Contains("Frame 1", e.Message, StringComparison.Ordinal);
        }

        byte[] tooLong = new byte[JournalFrame.MaxPayload + 1];
        Assert.Throws<ArgumentException>(() => writer.Append([good with { Payload = tooLong }]));
        JournalFrame longest = good with { Payload = tooLong.AsMemory(1) };
        Assert.Throws<ArgumentException>(() => writer.Append([.. Enumerable.Repeat(longest, 16)]));
        Assert.Equal(end, writer.End);
        Assert.Null(writer.Failure);
    }

    [Theory]
    [InlineData(1023)]
    [InlineData((1L << 40) + 1)]
    public void Segment_size_out_of_range_is_rejected(long bytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _folder.OpenWriter(segmentBytes: bytes));

    [Fact]
    public void Opens_in_a_locked_folder_with_its_own_salt()
    {
        using DataFolder held = DataFolder.Open(_folder.Path);
        using JournalWriter writer = JournalWriter.Open(held, _folder.ReadAll().Scan);
        writer.Append([JournalTestFolder.Frame(1)]);
        Assert.Equal([1], _folder.ReadIds());
    }

    [Fact]
    public void Scan_is_available_only_at_the_end()
    {
        _folder.Write(1);
        using var reader = new JournalReader(_folder.Path);
        Assert.Throws<InvalidOperationException>(() => reader.Scan);
        Assert.True(reader.TryRead(out _));
        Assert.Throws<InvalidOperationException>(() => reader.Scan);
        Assert.False(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
        Assert.Equal(1, reader.Scan.Frames);
    }
}
