using ReplayGraph.Embedded.Journal;
using ReplayGraph.Fuzz.Mutation;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Journals;

/// <summary>
/// One journal file: frames with valid checksums, then the end or an error. An unknown version is reported with
/// file and offset.
/// </summary>
internal sealed class SegmentTarget : Target
{
    private readonly Scratch _scratch = new();
    private readonly WrittenFile _file;
    private readonly SegmentCursor _cursor = new(DiskStorage.Instance);

    /// <summary>Creates the file.</summary>
    public SegmentTarget() => _file = new(SegmentFiles.PathOf(_scratch.Path, 1));

    internal override string Name => "journal-segment";

    internal override Shape Shape => Shape.Bytes;

    internal override IEnumerable<byte[]> Seeds =>
    [
        JournalBytes.Segment(1, 4, 1, seed: 1), JournalBytes.Segment(1, 6, 3, seed: 10), JournalBytes.Segment(1, 0, 1, seed: 20),
        JournalBytes.Segment(2, 1, 1, seed: 30), [.. JournalBytes.Segment(1, 3, 2, seed: 40), .. new byte[600]],
    ];

    internal override void Mend(Draft draft, Dice dice)
    {
        if (!dice.OneIn(4))
        {
            JournalBytes.Mend(draft.Bytes, dice);
        }
    }

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        _file.Write(input.Span);
        try
        {
            Read(input.Span);
        }
        catch (JournalVersionException e)
        {
            BrokenPromiseException.Unless(
                e.File == _file.Path && e.Offset >= 0 && e.Offset < input.Length && e.Version != JournalFormat.Version,
                "an unknown version has a place");
        }
        finally
        {
            _cursor.Close();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _cursor.Dispose();
        _file.Dispose();
        _scratch.Dispose();
    }

    private void Read(ReadOnlySpan<byte> input)
    {
        if (_cursor.Open(_file.Path, 1) is { } headless)
        {
            BrokenPromiseException.Unless(headless.Length > 0, "an error is described");
            _cursor.IsBlank();
            return;
        }

        long offset = _cursor.Offset;
        string? wrong;
        while (_cursor.TryRead(out FrameHeader header, out ReadOnlyMemory<byte> body, out wrong))
        {
            BrokenPromiseException.Unless(PlainCrc.Of(body.Span) == header.BodyChecksum, "a frame keeps its checksum");
            BrokenPromiseException.Unless(
                _cursor.Offset == offset + JournalFormat.FrameHeaderBytes + body.Length
                && input.Slice((int)offset + JournalFormat.FrameHeaderBytes, body.Length).SequenceEqual(body.Span),
                "a frame has the bytes of the file");
            offset = _cursor.Offset;
        }

        BrokenPromiseException.Unless(_cursor.Offset == offset, "reading stops at the end of the last frame");
        BrokenPromiseException.Unless(wrong is not null || offset == input.Length, "reading that stops early reports an error");
        string? damage = wrong is null ? null : _cursor.FindDamage();
        BrokenPromiseException.Unless(damage is null || damage.Length > 0, "damage is described");
    }
}
