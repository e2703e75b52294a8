namespace ReplayGraph.Embedded.Journal;

/// <summary>Checks a journal from end to end. Read-only and lock-free, so it can run beside the process that writes the journal.</summary>
public static class JournalVerifier
{
    /// <summary>Reads the whole journal and verifies every checksum.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="JournalVersionException">The journal was written by a newer version.</exception>
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

/// <summary>The result of checking a journal.</summary>
/// <param name="Segments">Files with intact headers; if damaged, files with frames before the damage.</param>
/// <param name="Frames">Number of intact frames, up to the damage.</param>
/// <param name="Facts">Number of facts in them.</param>
/// <param name="Bytes">Total length of the frames, in bytes, headers included.</param>
/// <param name="Torn">An unfinished write at the end: left by a crash, or in progress in a running process.</param>
/// <param name="Damage">The first damage, with file and offset; null if there is none.</param>
public sealed record JournalVerdict(
    long Segments, long Frames, long Facts, long Bytes, TornTail? Torn, JournalDamagedException? Damage)
{
    /// <summary>True if no durable data is damaged. A torn tail is not damage.</summary>
    public bool IsSound => Damage is null;
}
