using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Snapshots;

/// <summary>
/// The snapshot file of a data folder. It is only a cache: a file that is missing, damaged or of another version is ignored.
/// </summary>
internal static class SnapshotFile
{
    private const string Name = "snapshot";

    // "RGS" and the version. Any change of what is written needs a new version.
    private const long Magic = 0x5247_5300_0000_0008;

    /// <summary>Writes a draft of the file.</summary>
    /// <exception cref="IOException">The draft cannot be written.</exception>
    internal static SnapshotDraft Write(IStorage storage, string folder, Action<SnapshotWriter> write)
    {
        string path = Path.Combine(folder, Name);
        var draft = new SnapshotDraft(storage, path + ".draft", path);
        try
        {
            var to = new SnapshotWriter(new StorageStream(draft.File));
            to.Number(Magic);
            write(to);
            to.Finish();
            return draft;
        }
        catch
        {
            draft.Abandon();
            throw;
        }
    }

    /// <summary>The file's length in bytes; 0 if there is none.</summary>
    internal static long Length(IStorage storage, string folder)
    {
        try
        {
            using IReadableFile file = storage.Read(Path.Combine(folder, Name));
            return file.Length;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    internal static void Delete(IStorage storage, string folder) => storage.Delete(Path.Combine(folder, Name));

    /// <summary>Reads the beginning of the file, unverified; <c>default</c> if there is no usable file.</summary>
    internal static T? Peek<T>(IStorage storage, string folder, Func<SnapshotReader, T> read)
    {
        try
        {
            using IReadableFile file = storage.Read(Path.Combine(folder, Name));
            var from = new SnapshotReader(new StorageStream(file), file.Length);
            return from.Number() == Magic ? read(from) : default;
        }
        catch (Exception)
        {
            return default;
        }
    }

    /// <summary>Reads the file.</summary>
    /// <returns>What <paramref name="read"/> returns; null if there is no usable file.</returns>
    internal static T? TryLoad<T>(IStorage storage, string folder, Func<SnapshotReader, T?> read)
        where T : class
    {
        try
        {
            using IReadableFile file = storage.Read(Path.Combine(folder, Name));
            var from = new SnapshotReader(new StorageStream(file), file.Length);
            if (from.Number() != Magic || read(from) is not { } found)
            {
                return null;
            }

            from.Finish();
            return found;
        }
        catch (Exception)
        {
            // Damaged bytes can fail in any way before the checksum, which comes last so that the file is read once.
            return null;
        }
    }
}
