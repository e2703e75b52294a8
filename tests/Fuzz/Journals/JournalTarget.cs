using ReplayGraph.Embedded.Journal;
using ReplayGraph.Fuzz.Mutation;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Journals;

/// <summary>
/// A journal of two files: the input (its first byte selects which) and a valid one. It reads as intact frames, then the end or a
/// torn tail, or damage or an unknown version, with file and offset. A file that another follows is never torn, but damaged; the
/// verifier agrees; and a reader that continues from the middle reads the rest.
/// </summary>
internal sealed class JournalTarget : Target
{
    private readonly (Scratch Folder, WrittenFile File)[] _journals;

    /// <summary>Creates two journals: the input is the first file of one and the last file of the other.</summary>
    public JournalTarget() => _journals = [Make(1), Make(2)];

    internal override string Name => "journal";

    internal override Shape Shape => Shape.Bytes;

    internal override IEnumerable<byte[]> Seeds =>
    [
        [0, .. JournalBytes.Segment(1, 3, 1, seed: 1)], [1, .. JournalBytes.Segment(2, 4, 2, seed: 10)],
        [1, .. JournalBytes.Segment(2, 0, 1, seed: 20)],
        [1, .. JournalBytes.Segment(2, 2, 1, seed: 30), .. new byte[700]], [1, .. JournalBytes.Segment(2, 5, 5, seed: 40)],
    ];

    // There are three readers with a buffer of 1 MiB each.
    internal override long MaxAllocation(int length) => base.MaxAllocation(length) + (4 << 20);

    internal override void Mend(Draft draft, Dice dice)
    {
        if (draft.Length > 1 && !dice.OneIn(4))
        {
            JournalBytes.Mend(draft.Bytes[1..], dice);
        }
    }

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        if (input.IsEmpty)
        {
            return;
        }

        (Scratch folder, WrittenFile file) = _journals[input.Span[0] & 1];
        ReadOnlySpan<byte> segment = input.Span[1..];
        file.Write(segment);
        try
        {
            Read(folder.Path, file.Path, segment);
        }
        catch (JournalVersionException e)
        {
            BrokenPromiseException.Unless(e.File == file.Path && e.Offset < segment.Length, "an unknown version has a place");
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach ((Scratch folder, WrittenFile file) in _journals)
        {
            file.Dispose();
            folder.Dispose();
        }
    }

    private static (Scratch Folder, WrittenFile File) Make(long inputs)
    {
        var folder = new Scratch();
        long other = 3 - inputs;
        File.WriteAllBytes(SegmentFiles.PathOf(folder.Path, other), JournalBytes.Segment(other, 3, 1, seed: 100));
        return (folder, new(SegmentFiles.PathOf(folder.Path, inputs)));
    }

    private static void Read(string folder, string file, ReadOnlySpan<byte> segment)
    {
        var nexts = new List<JournalPosition>();
        JournalScan? scan = null;
        JournalDamagedException? damage = null;
        using (var reader = new JournalReader(folder))
        {
            try
            {
                while (reader.TryRead(out JournalEntry entry))
                {
                    Check(entry, file, segment);
                    nexts.Add(entry.Next);
                }

                scan = reader.Scan;
            }
            catch (JournalDamagedException e)
            {
                BrokenPromiseException.Unless(e.File == file && e.Offset >= 0 && e.Offset <= segment.Length, "damage has a place");
                damage = e;
            }
        }

        BrokenPromiseException.Unless(
            scan?.Torn is null || file.EndsWith("2.log", StringComparison.Ordinal), "a file that another follows is not torn");

        // Each further reader costs as much again, so only one input in four is verified.
        if (segment.Length % 4 == 0)
        {
            CheckOthers(folder, nexts, scan, damage);
        }
    }

    private static void CheckOthers(string folder, List<JournalPosition> nexts, JournalScan? scan, JournalDamagedException? damage)
    {
        JournalVerdict verdict = JournalVerifier.Verify(folder);
        BrokenPromiseException.Unless(
            verdict.IsSound == damage is null && verdict.Frames == nexts.Count && verdict.Torn == scan?.Torn
            && verdict.Damage?.Message == damage?.Message,
            "the verifier agrees with the reader");
        if (scan is not null)
        {
            CheckRest(folder, nexts);
        }
    }

    private static void Check(in JournalEntry entry, string file, ReadOnlySpan<byte> segment)
    {
        bool isOfInput = file.EndsWith(JournalFormat.FileName(entry.Position.Segment), StringComparison.Ordinal);
        BrokenPromiseException.Unless(
            !isOfInput || JournalBytes.IsIntact(segment, entry.Position.Offset, entry.Frame.Organization, entry.Frame.Payload.Span),
            "a frame keeps its checksum");
    }

    private static void CheckRest(string folder, List<JournalPosition> nexts)
    {
        int middle = nexts.Count / 2;
        using var reader = new JournalReader(folder, nexts[middle]);
        int rest = 0;
        while (reader.TryRead(out _))
        {
            rest++;
        }

        BrokenPromiseException.Unless(rest == nexts.Count - middle - 1, "a reader that continues from the middle reads the rest");
    }
}
