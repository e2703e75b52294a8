using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Snapshots;

/// <summary>A snapshot, or another file that is replaced as a whole, that is written but not in force yet.</summary>
internal sealed class SnapshotDraft
{
    private readonly IStorage _storage;
    private readonly string _path;
    private readonly string _target;

    /// <exception cref="IOException">The file cannot be created.</exception>
    internal SnapshotDraft(IStorage storage, string path, string target)
    {
        (_storage, _path, _target) = (storage, path, target);
        // A killed process may have left a draft.
        storage.Delete(path);
        File = storage.Create(path);
    }

    internal IWritableFile File { get; }

    /// <summary>Flushes it, and replaces the previous snapshot atomically.</summary>
    /// <exception cref="IOException">That is impossible. The previous snapshot is kept.</exception>
    internal void Publish()
    {
        try
        {
            using (File)
            {
                File.Flush();
            }

            _storage.Rename(_path, _target);
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <summary>Deletes it: on a full disk, the space is left to the journal.</summary>
    internal void Abandon()
    {
        File.Dispose();
        _storage.Delete(_path);
    }
}
