namespace ReplayGraph.Embedded.Journal;

/// <summary>Checks a journal end to end: reads only, without a lock, also beside the process that writes it.</summary>
public static class JournalVerifier
{
    /// <summary>Reads all of it and checks every checksum.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="JournalVersionException">A newer program wrote this.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static JournalVerdict Verify(string folder, CancellationToken cancel = default)
    {
        long segments = 0, frames = 0, facts = 0, bytes = 0;
        try
        {
            using var reader = new JournalReader(folder);
            long segment = 0;
            while (reader.TryRead(out JournalEntry entry))
            {
                cancel.ThrowIfCancellationRequested();
                segments += entry.Position.Segment != segment ? 1 : 0;
                segment = entry.Position.Segment;
                frames++;
                facts += entry.Frame.Count;
                bytes += entry.Next.Offset - entry.Position.Offset;
            }

            return new(reader.Scan.Segments.Count, frames, facts, bytes, reader.Scan.Torn, null);
        }
        catch (JournalDamagedException e)
        {
            return new(segments, frames, facts, bytes, null, e);
        }
    }
}

/// <summary>What a check of a journal found.</summary>
/// <param name="Segments">Files with intact headers; if damaged: those with frames before the damage.</param>
/// <param name="Frames">Intact frames; up to the damage.</param>
/// <param name="Facts">Facts in them.</param>
/// <param name="Bytes">Bytes of them, headers of frames included.</param>
/// <param name="Torn">An unfinished write at the end: what a crash left, or what a running process is writing just now.</param>
/// <param name="Damage">The first damage, with file and offset; null if there is none.</param>
public sealed record JournalVerdict(
    long Segments, long Frames, long Facts, long Bytes, TornTail? Torn, JournalDamagedException? Damage)
{
    /// <summary>Whether nothing that had been durable is damaged. A torn tail is none.</summary>
    public bool IsSound => Damage is null;
}
