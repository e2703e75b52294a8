using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

public sealed class JournalVerifierTests : IDisposable
{
    private readonly JournalTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Empty_folder_is_sound()
    {
        Assert.Equal(new(0, 0, 0, 0, null, null), JournalVerifier.Verify(_folder.Path));
    }

    [Fact]
    public void Missing_folder_is_an_error() =>
        Assert.Throws<DirectoryNotFoundException>(() => JournalVerifier.Verify(Path.Combine(_folder.Path, "none")));

    [Fact]
    public void Counts_beside_a_concurrent_writer()
    {
        using DataFolder held = DataFolder.Open(_folder.Path);
        using JournalWriter writer = JournalWriter.Open(held, _folder.ReadAll().Scan);
        writer.Append([JournalTestFolder.Frame(3), JournalTestFolder.Frame(4)]);
        writer.Roll();
        writer.Append([JournalTestFolder.Frame(5)]);
        JournalVerdict verdict = JournalVerifier.Verify(_folder.Path);
        Assert.Equal(new(2, 3, 12, 3 * (32 + 4 + 40), null, null), verdict);
        Assert.True(verdict.IsSound);
    }

    [Fact]
    public void Torn_tail_is_reported_and_kept()
    {
        _folder.Write(1, 2);
        File.AppendAllText(_folder.Segment(1), "torn");
        long length = new FileInfo(_folder.Segment(1)).Length;
        JournalVerdict verdict = JournalVerifier.Verify(_folder.Path);
        Assert.True(verdict.IsSound);
        Assert.Equal((_folder.Segment(1), length - 4, 4L), (verdict.Torn?.File, verdict.Torn?.Offset, verdict.Torn?.Bytes));
        Assert.Equal(length, new FileInfo(_folder.Segment(1)).Length);
    }

    [Fact]
    public void Damage_is_reported_with_file_and_offset()
    {
        _folder.Write(1, 2, 3);
        long offset = _folder.ReadAll().Positions[1].Offset;
        byte[] bytes = File.ReadAllBytes(_folder.Segment(1));
        bytes[offset + 50]++;
        File.WriteAllBytes(_folder.Segment(1), bytes);
        JournalVerdict verdict = JournalVerifier.Verify(_folder.Path);
        Assert.False(verdict.IsSound);
        Assert.Equal((_folder.Segment(1), offset), (verdict.Damage?.File, verdict.Damage?.Offset));
        Assert.Equal((1, 1, 1), (verdict.Segments, verdict.Frames, verdict.Facts));
    }
}
