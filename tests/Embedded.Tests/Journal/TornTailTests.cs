using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

public sealed class TornTailTests : IDisposable
{
    private readonly JournalTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Truncation_at_every_byte_of_the_last_frame_is_torn()
    {
        _folder.Write(1, 2, 3);
        byte[] whole = File.ReadAllBytes(_folder.Segment(1));
        long last = _folder.ReadAll().Positions[^1].Offset;
        for (int length = (int)last + 1; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder.Segment(1), whole[..length]);
            TornTail? torn = _folder.ReadAll().Scan.Torn;
            Assert.Equal((_folder.Segment(1), last, length - last), (torn?.File, torn?.Offset, torn?.Bytes));
            Assert.Equal(length, new FileInfo(_folder.Segment(1)).Length);

            _folder.Write(4);
            Assert.Equal([1, 2, 4], _folder.ReadIds());
            Assert.Null(_folder.ReadAll().Scan.Torn);
        }
    }

    [Fact]
    public void Every_flipped_bit_of_the_last_frame_is_torn()
    {
        _folder.Write(1, 2);
        byte[] whole = File.ReadAllBytes(_folder.Segment(1));
        long last = _folder.ReadAll().Positions[^1].Offset;
        for (long bit = last * 8; bit < whole.Length * 8; bit++)
        {
            Flip(whole, bit);
            Assert.Equal(last, _folder.ReadAll().Scan.Torn?.Offset);
            Assert.Equal([1], _folder.ReadIds());
            Flip(whole, bit);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(5000)]
    [InlineData(3_000_000)]
    public void Trailing_zeros_are_torn(int zeros)
    {
        _folder.Write(1, 2);
        JournalPosition end = _folder.ReadAll().Scan.End;
        File.AppendAllBytes(_folder.Segment(1), new byte[zeros]);
        Assert.Equal((end.Offset, (long)zeros), (_folder.ReadAll().Scan.Torn?.Offset, _folder.ReadAll().Scan.Torn?.Bytes));
        _folder.Write(3);
        Assert.Equal([1, 2, 3], _folder.ReadIds());
    }

    [Fact]
    public void Trailing_random_bytes_are_torn()
    {
        _folder.Write(1);
        byte[] noise = new byte[2_500_000];
        new Random(5).NextBytes(noise);
        File.AppendAllBytes(_folder.Segment(1), noise);
        Assert.Equal(noise.Length, _folder.ReadAll().Scan.Torn?.Bytes);
        Assert.Equal([1], _folder.ReadIds());
    }

    [Fact]
    public void Payload_that_looks_like_frames_is_not_read_as_frames()
    {
        _folder.Write(1, 2, 3);
        byte[] image = File.ReadAllBytes(_folder.Segment(1));
        using (JournalWriter writer = _folder.OpenWriter())
        {
            writer.Append([new("acme", 4, 0, image)]);
        }

        using (FileStream file = File.OpenWrite(_folder.Segment(1)))
        {
            file.SetLength(file.Length - 1);
        }

        Assert.Equal([1, 2, 3], _folder.ReadIds());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(31, false)]
    [InlineData(32, true)]
    [InlineData(4096, true)]
    public void Segment_without_a_header_is_recreated(int bytes, bool zeros)
    {
        _folder.Write(1, 2);
        byte[] header = File.ReadAllBytes(_folder.Segment(1));
        File.WriteAllBytes(_folder.Segment(2), zeros ? new byte[bytes] : header[..bytes]);
        JournalScan scan = _folder.ReadAll().Scan;
        Assert.Equal((_folder.Segment(2), 0L, (long)bytes), (scan.Torn?.File, scan.Torn?.Offset, scan.Torn?.Bytes));
        Assert.Equal(1, scan.End.Segment);

        _folder.Write(3);
        Assert.False(File.Exists(_folder.Segment(2)));
        Assert.Equal([1, 2, 3], _folder.ReadIds());
    }

    [Fact]
    public void First_segment_without_a_header_keeps_its_number()
    {
        File.WriteAllBytes(_folder.Segment(7), new byte[3]);
        using JournalWriter writer = _folder.OpenWriter();
        Assert.Equal(new(7, 32), writer.End);
    }

    /// <summary>Two frames of one append: the pages of the first were lost, those of the second were not.</summary>
    [Fact]
    public void Lost_pages_before_an_intact_frame_of_the_same_append_are_torn()
    {
        _folder.Write(1);
        long append = _folder.ReadAll().Scan.End.Offset;
        using (JournalWriter writer = _folder.OpenWriter())
        {
            writer.Append([JournalTestFolder.Frame(2, 6000), JournalTestFolder.Frame(3, 6000)]);
        }

        byte[] whole = File.ReadAllBytes(_folder.Segment(1));
        for (int page = 0; page < 6000 / 512; page++)
        {
            byte[] torn = [.. whole];
            int from = (int)Math.Max(append, page * 512);
            torn.AsSpan(from, ((page + 1) * 512) - from).Clear();
            File.WriteAllBytes(_folder.Segment(1), torn);
            Assert.Equal(append, _folder.ReadAll().Scan.Torn?.Offset);
            Assert.Equal([1], _folder.ReadIds());
        }
    }

    public static TheoryData<int> FewerThanChecksums => [.. Enumerable.Range(1, 7)];

    /// <summary>Only the first bytes of an append were lost, too few for their zeros to decide.</summary>
    [Theory]
    [MemberData(nameof(FewerThanChecksums))]
    public void Lost_end_of_a_sector_in_which_an_append_began_is_torn(int lost)
    {
        (byte[] torn, int append) = LoseStart(lost);
        File.WriteAllBytes(_folder.Segment(1), torn);
        Assert.Equal(append, _folder.ReadAll().Scan.Torn?.Offset);
        Assert.Equal([1], _folder.ReadIds());
    }

    [Theory]
    [MemberData(nameof(FewerThanChecksums))]
    public void Zeros_at_the_start_of_an_append_do_not_hide_later_damage(int zeros)
    {
        (byte[] torn, int append) = LoseStart(zeros);
        foreach (int at in zeros < 4 ? [7, 8, 9, 12, 16, 20, 24, 40, 5000] : new[] { 7, 8, 12, 14, 20, 40, 5000 })
        {
            Flip(torn, (append + at) * 8);
            Assert.Equal(append, Assert.Throws<JournalDamagedException>(() => _folder.ReadAll()).Offset);
            Flip(torn, (append + at) * 8);
        }
    }

    /// <summary>One frame, then an append of two that begins that many bytes before the end of a sector; those bytes are zero.</summary>
    private (byte[] Torn, int Append) LoseStart(int lost)
    {
        int append = 512 - lost;
        using (JournalWriter writer = _folder.OpenWriter())
        {
            writer.Append([JournalTestFolder.Frame(1, append - JournalFormat.SegmentHeader - JournalFormat.FrameHeaderBytes - "acme".Length)]);
            writer.Append([JournalTestFolder.Frame(2, 5000), JournalTestFolder.Frame(3)]);
        }

        byte[] torn = File.ReadAllBytes(_folder.Segment(1));
        torn.AsSpan(append, lost).Clear();
        return (torn, append);
    }

    private void Flip(byte[] whole, long bit)
    {
        whole[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        File.WriteAllBytes(_folder.Segment(1), whole);
    }
}
