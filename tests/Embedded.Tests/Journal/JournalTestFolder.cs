using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

/// <summary>A journal in its own folder, which is deleted afterwards.</summary>
internal sealed class JournalTestFolder : IDisposable
{
    internal const uint Salt = 0x04030201;

    internal string Path { get; } = Directory.CreateTempSubdirectory("journal-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    internal static JournalFrame Frame(int id, int bytes = 40, long expires = 1000, string organization = "acme")
    {
        byte[] payload = new byte[bytes];
        new Random(id).NextBytes(payload);
        BitConverter.TryWriteBytes(payload, id);
        return new(organization, (uint)id, expires, payload, (byte)(id % 7));
    }

    internal string Segment(long number) => SegmentFiles.PathOf(Path, number);

    internal JournalWriter OpenWriter(IStorage? storage = null, long segmentBytes = 64L << 20) =>
        JournalWriter.Open(Path, ReadAll().Scan, new() { SegmentBytes = segmentBytes }, storage ?? DiskStorage.Instance, () => Salt);

    /// <summary>Appends one frame for each id, one at a time, and closes the journal.</summary>
    internal void Write(params int[] ids)
    {
        using JournalWriter writer = OpenWriter();
        foreach (int id in ids)
        {
            writer.Append([Frame(id)]);
        }
    }

    internal (List<JournalFrame> Frames, List<JournalPosition> Positions, JournalScan Scan) ReadAll(JournalPosition from = default)
    {
        using var reader = new JournalReader(Path, from);
        List<JournalFrame> frames = [];
        List<JournalPosition> positions = [];
        while (reader.TryRead(out JournalEntry entry))
        {
            frames.Add(entry.Frame with { Payload = entry.Frame.Payload.ToArray() });
            positions.Add(entry.Position);
        }

        return (frames, positions, reader.Scan);
    }

    /// <summary>The ids of all frames, after checking that each frame is what <see cref="Frame"/> makes.</summary>
    internal int[] ReadIds(JournalPosition from = default)
    {
        List<JournalFrame> frames = ReadAll(from).Frames;
        foreach (JournalFrame frame in frames)
        {
            JournalFrame expected = Frame((int)frame.Count, frame.Payload.Length, frame.ExpiresAtMs, frame.Organization);
            Assert.Equal(expected.Kind, frame.Kind);
            Assert.True(expected.Payload.Span.SequenceEqual(frame.Payload.Span));
        }

        return [.. frames.Select(f => (int)f.Count)];
    }
}
