using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Spooling;

/// <summary>
/// Makes a damaged spool readable, since a front-end must start: a damaged segment is copied aside, and cut at the damage. A missing one is
/// replaced by an empty one.
/// </summary>
internal sealed class SpoolRepair(IStorage storage, string folder, ISpoolLog log, Func<uint>? salt)
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Reads the journal to its end, and repairs what is damaged.</summary>
    /// <returns>The result, and when the oldest frame arrived; null without a frame.</returns>
    /// <exception cref="IOException">The files cannot be read or written, or repair did not help.</exception>
    internal (JournalScan Scan, Timestamp? Oldest) Scan()
    {
        (string, long)? repaired = null;
        while (true)
        {
            try
            {
                using var reader = new JournalReader(storage, folder);
                Timestamp? oldest = null;
                while (reader.TryRead(out JournalEntry entry))
                {
                    oldest ??= SpoolJournal.ArrivalOf(entry.Frame);
                }

                if (reader.Scan.Torn is { } torn)
                {
                    log.Torn(torn);
                }

                return (reader.Scan, oldest);
            }
            catch (JournalDamagedException e) when (repaired != (e.File, e.Offset))
            {
                repaired = (e.File, e.Offset);
                SetAside(e.File, e.Offset, e.Message);
            }
            catch (JournalVersionException e) when (repaired != (e.File, e.Offset))
            {
                repaired = (e.File, e.Offset);
                SetAside(e.File, 0, e.Message);
            }
        }
    }

    /// <summary>Copies a segment aside, and keeps what is before the damage.</summary>
    /// <returns>The length that is left, in bytes.</returns>
    internal long SetAside(string file, long offset, string reason)
    {
        // The copy is durable before anything is cut. It may be repeated.
        string? aside = Exists(file) ? Copy(file) : null;
        log.Damaged(reason, aside ?? "nothing: the file is missing");
        if (offset > JournalFormat.SegmentHeader)
        {
            using IWritableFile cut = storage.Open(file);
            cut.Truncate(offset);
            cut.Flush();
            return offset;
        }

        _ = JournalFormat.TryParseFileName(Path.GetFileName(file.AsSpan()), out long number);
        storage.Delete(file);
        SegmentWriter.Create(storage, folder, number, salt).Dispose();
        return JournalFormat.SegmentHeader;
    }

    private bool Exists(string file) => storage.List(folder).Contains(Path.GetFileName(file));

    private string Copy(string file)
    {
        string aside = $"{file}.damaged";
        for (int i = 2; Exists(aside); i++)
        {
            aside = $"{file}.damaged-{i}";
        }

        using IReadableFile from = storage.Read(file);
        using IWritableFile to = storage.Create(aside);
        byte[] piece = new byte[PieceBytes];
        for (long at = 0; at < from.Length;)
        {
            int read = from.Read(piece, at);
            to.Write([piece.AsMemory(0, read)], at);
            at += read;
        }

        to.Flush();
        storage.FlushFolder(folder);
        return aside;
    }
}
