using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Silo.Tests.Spools;

/// <summary>What a spool finds when it is opened.</summary>
public sealed class SpoolRestartTests : IAsyncLifetime
{
    // One fact, so often that two frames do not fit in a segment.
    private const int Repeated = 20;

    private readonly SpoolFixture _spool = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _spool.DisposeAsync();

    [Fact]
    public async Task A_restart_goes_on_where_it_was()
    {
        // Segments of one frame, so that each is deleted once it is delivered.
        await WriteAsync(5);
        _spool.Graph = (_, facts, _) => facts.Contains(4) ? throw new GraphException("away", isTransient: true) : default;
        _spool.Open(segmentBytes: 1024, windowBytes: 1);
        await _spool.PassPauseAsync(0.5);
        await _spool.CloseAsync();
        Assert.Equal([1, 2, 3], Facts());
        _spool.ComeBack();
        _spool.Open(segmentBytes: 1024, windowBytes: 1);
        Assert.Equal("continues", _spool.Log.Lines.First());
        Assert.Equal(2 * Repeated, await _spool.Log.CaughtUpAsync());
        Assert.Equal([1, 2, 3, 4, 5], Facts());
    }

    [Fact]
    public async Task An_empty_spool_is_opened_silently()
    {
        _spool.ComeBack();
        _spool.Open();
        await _spool.CloseAsync();
        _spool.Open();
        Assert.Empty(_spool.Log.Lines);
        Assert.True(await _spool.SendAsync(1));
    }

    [Fact]
    public async Task A_torn_tail_is_cut_off()
    {
        await WriteAsync(2);
        await File.AppendAllBytesAsync(_spool.Segment(2), new byte[7]);
        await OpenAndCatchUpAsync();
        Assert.Equal([1, 2], Facts());
        Assert.Contains("torn", _spool.Log.Lines);
    }

    [Fact]
    public async Task A_damaged_segment_is_set_aside_and_the_others_are_delivered()
    {
        await WriteAsync(4);
        Flip(_spool.Segment(2), JournalFormat.SegmentHeader + JournalFormat.FrameHeaderBytes + 20);
        await OpenAndCatchUpAsync();
        Assert.Equal([1, 3, 4], Facts());
        Assert.Contains("damaged: journal-0000000000000002.log.damaged", _spool.Log.Lines);
        Assert.True(File.Exists(_spool.Segment(2) + ".damaged"));
        Assert.True(await _spool.SendAsync(5));
    }

    [Fact]
    public async Task What_is_intact_before_the_damage_is_kept()
    {
        _spool.Open();
        await _spool.SendAsync(1);
        long first = new FileInfo(_spool.Segment(1)).Length;
        await _spool.SendAsync(2);
        await _spool.SendAsync(3);
        await _spool.CloseAsync();
        Flip(_spool.Segment(1), first + JournalFormat.FrameHeaderBytes + 20);
        await OpenAndCatchUpAsync();
        Assert.Equal([1], Facts());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public async Task A_segment_without_a_readable_header_is_set_aside(long at)
    {
        // The magic, or the version: a newer program wrote it.
        await WriteAsync(3);
        Flip(_spool.Segment(1), at);
        await OpenAndCatchUpAsync();
        Assert.Equal([2, 3], Facts());
        Assert.True(File.Exists(_spool.Segment(1) + ".damaged"));
    }

    [Fact]
    public async Task A_missing_segment_is_reported()
    {
        await WriteAsync(3);
        File.Delete(_spool.Segment(2));
        await OpenAndCatchUpAsync();
        Assert.Equal([1, 3], Facts());
        Assert.Contains("damaged: nothing: the file is missing", _spool.Log.Lines);
    }

    [Fact]
    public async Task Damage_while_it_runs_is_set_aside_too()
    {
        _spool.Open(segmentBytes: 1024);
        await SendLargeAsync(3);
        await _spool.ChangeInPauseAsync((_, _, _) => default, () => Flip(
            _spool.Segment(1), JournalFormat.SegmentHeader + JournalFormat.FrameHeaderBytes + 20));
        await _spool.Log.CaughtUpAsync();
        Assert.Equal([2, 3], Facts());
        Assert.Contains("damaged: journal-0000000000000001.log.damaged", _spool.Log.Lines);
        await _spool.CloseAsync();
        _spool.Open();
        Assert.Empty(_spool.Log.Lines);
    }

    private static void Flip(string file, long at)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[at] ^= 0x10;
        File.WriteAllBytes(file, bytes);
    }

    private async Task OpenAndCatchUpAsync()
    {
        _spool.ComeBack();
        _spool.Open(segmentBytes: 1024);
        await _spool.Log.CaughtUpAsync();
    }

    private async Task WriteAsync(int segments)
    {
        _spool.Open(segmentBytes: 1024);
        await SendLargeAsync(segments);
        await _spool.CloseAsync();
    }

    private async Task SendLargeAsync(int segments)
    {
        for (int fact = 1; fact <= segments; fact++)
        {
            await _spool.SendAsync([.. Enumerable.Repeat(fact, Repeated)]);
        }
    }

    private IEnumerable<int> Facts() => _spool.Delivered.Select(one => one.Fact).Distinct();
}
