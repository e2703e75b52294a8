using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Nodes;

namespace ReplayGraph.Embedded.Snapshots;

/// <summary>
/// The nodes as they were at a position of the journal, so that a start need not read what lies before it. Only a cache: one that is
/// missing, damaged, of another version or of other settings is passed over, and the journal is read from its beginning.
/// </summary>
internal static class SnapshotFile
{
    private const string Name = "snapshot";

    // "RGS" and the version; another layout in memory is another version.
    private const long Magic = 0x5247_5300_0000_0005;

    internal static void Save(
        IStorage storage,
        string folder,
        JournalPosition at,
        long facts,
        TimeSpan retention,
        IReadOnlyCollection<KeyValuePair<OrganizationId, OrganizationNodes>> organizations)
    {
        string path = Path.Combine(folder, Name), draft = path + ".draft";
        try
        {
            // One that a process left behind when it was killed.
            storage.Delete(draft);
            Write(storage, draft, at, facts, retention, organizations);
            storage.Rename(draft, path);
        }
        catch
        {
            // On a full disk the journal needs the room.
            storage.Delete(draft);
            throw;
        }
    }

    internal static void Delete(IStorage storage, string folder) => storage.Delete(Path.Combine(folder, Name));

    private static void Write(
        IStorage storage,
        string draft,
        JournalPosition at,
        long facts,
        TimeSpan retention,
        IReadOnlyCollection<KeyValuePair<OrganizationId, OrganizationNodes>> organizations)
    {
        using IWritableFile file = storage.Create(draft);
        var to = new SnapshotWriter(new StorageStream(file));
        to.Number(Magic);
        to.Number(retention.Ticks);
        to.Number(at.Segment);
        to.Number(at.Offset);
        to.Number(facts);
        to.Number(organizations.Count);
        foreach ((OrganizationId id, OrganizationNodes nodes) in organizations)
        {
            to.Text(id.ToString());
            nodes.Save(to);
        }

        to.Finish();
        file.Flush();
    }

    /// <summary>Reads the snapshot.</summary>
    /// <returns>The position that it stands at, how many facts lie before, and the nodes; null if there is none that can be used.</returns>
    internal static (JournalPosition At, long Facts, Dictionary<OrganizationId, OrganizationNodes> Organizations)? TryLoad(
        IStorage storage, string folder, TimeSpan retention)
    {
        try
        {
            using IReadableFile file = storage.Read(Path.Combine(folder, Name));
            var from = new SnapshotReader(new StorageStream(file), file.Length);
            if (from.Number() != Magic || from.Number() != retention.Ticks)
            {
                return null;
            }

            var at = new JournalPosition(from.Number(), from.Number());
            long facts = from.Number();
            Dictionary<OrganizationId, OrganizationNodes> organizations = [];
            for (int left = from.Count(); left > 0; left--)
            {
                var nodes = new OrganizationNodes(retention);
                organizations[OrganizationId.Parse(from.Text() ?? "")] = nodes;
                nodes.Load(from);
            }

            from.Finish();
            return (at, facts, organizations);
        }
        catch (Exception)
        {
            // Damaged bytes can read as anything and fail anyhow; the checksum comes last so that they are read once.
            return null;
        }
    }
}
