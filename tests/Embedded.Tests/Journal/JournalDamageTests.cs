using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

public sealed class JournalDamageTests : IDisposable
{
    private readonly JournalTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_flipped_bit_of_a_middle_frame_is_refused()
    {
        _folder.Write(1, 2, 3);
        RefuseEveryBit(_folder.ReadAll().Positions[1].Offset, _folder.ReadAll().Positions[2].Offset);
    }

    [Fact]
    public void Every_flipped_bit_of_a_frame_is_refused_if_one_of_its_own_append_follows()
    {
        using (JournalWriter writer = _folder.OpenWriter())
        {
            writer.Append([JournalTestFolder.Frame(1), JournalTestFolder.Frame(2), JournalTestFolder.Frame(3)]);
        }

        RefuseEveryBit(_folder.ReadAll().Positions[1].Offset, _folder.ReadAll().Positions[2].Offset);
    }

    [Fact]
    public void Every_flipped_bit_of_a_segment_header_is_refused()
    {
        _folder.Write(1);
        RefuseEveryBit(0, 32);
    }

    [Fact]
    public void Lost_sector_before_a_later_append_is_damage()
    {
        using (JournalWriter writer = _folder.OpenWriter())
        {
            writer.Append([JournalTestFolder.Frame(1, 5000)]);
            writer.Append([JournalTestFolder.Frame(2)]);
        }

        byte[] bytes = File.ReadAllBytes(_folder.Segment(1));
        bytes.AsSpan(512, 4096).Clear();
        File.WriteAllBytes(_folder.Segment(1), bytes);
        Assert.Equal(32, Assert.Throws<JournalDamagedException>(() => _folder.ReadAll()).Offset);
    }

    [Fact]
    public void Later_append_is_found_far_away_and_even_if_torn()
    {
        using (JournalWriter writer = _folder.OpenWriter(segmentBytes: 1L << 28))
        {
            writer.Append([JournalTestFolder.Frame(1, 5_000_000)]);
            writer.Append([JournalTestFolder.Frame(2)]);
        }

        byte[] bytes = File.ReadAllBytes(_folder.Segment(1))[..^3];
        bytes[40]++;
        File.WriteAllBytes(_folder.Segment(1), bytes);
        Assert.Equal(32, Assert.Throws<JournalDamagedException>(() => _folder.ReadAll()).Offset);
    }

    [Fact]
    public void Torn_end_of_a_segment_that_is_not_the_last_is_damage()
    {
        WriteSegments();
        using (FileStream file = File.OpenWrite(_folder.Segment(2)))
        {
            file.SetLength(file.Length - 1);
        }

        JournalDamagedException e = Assert.Throws<JournalDamagedException>(() => _folder.ReadAll());
        Assert.Equal((_folder.Segment(2), 32L), (e.File, e.Offset));
    }

    [Fact]
    public void Missing_segment_is_damage_unless_it_is_among_the_oldest()
    {
        WriteSegments();
        File.Delete(_folder.Segment(1));
        Assert.Equal([2, 3, 4], _folder.ReadIds());
        File.Delete(_folder.Segment(3));
        JournalDamagedException e = Assert.Throws<JournalDamagedException>(() => _folder.ReadAll());
        Assert.Equal(_folder.Segment(3), e.File);
        Assert.Contains("missing", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_under_a_wrong_name_is_damage()
    {
        WriteSegments();
        File.Copy(_folder.Segment(1), _folder.Segment(2), overwrite: true);
        Assert.Contains("has number 1", Assert.Throws<JournalDamagedException>(() => _folder.ReadAll()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Journal_that_ends_before_the_position_is_damage()
    {
        _folder.Write(1);
        long end = _folder.ReadAll().Scan.End.Offset;
        Assert.Empty(_folder.ReadIds(new(1, end)));
        Assert.Equal(end, Assert.Throws<JournalDamagedException>(() => _folder.ReadAll(new(1, end + 1))).Offset);
        Assert.Equal(_folder.Segment(2), Assert.Throws<JournalDamagedException>(() => _folder.ReadAll(new(2, 32))).File);
    }

    private void WriteSegments()
    {
        using JournalWriter writer = _folder.OpenWriter();
        for (int id = 1; id <= 4; id++)
        {
            writer.Append([JournalTestFolder.Frame(id)]);
            writer.Roll();
        }
    }

    private void RefuseEveryBit(long from, long to)
    {
        byte[] whole = File.ReadAllBytes(_folder.Segment(1));
        for (long bit = from * 8; bit < to * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            File.WriteAllBytes(_folder.Segment(1), flipped);
            JournalDamagedException e = Assert.Throws<JournalDamagedException>(() => _folder.ReadAll());
            Assert.Equal((_folder.Segment(1), from), (e.File, e.Offset));
            Assert.Contains($"{e.File}, offset {from}", e.Message, StringComparison.Ordinal);
            Assert.Equal(flipped, File.ReadAllBytes(_folder.Segment(1)));
        }
    }
}
