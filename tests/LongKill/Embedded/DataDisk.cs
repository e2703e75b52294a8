using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.LongKill.Embedded;

/// <summary>An in-memory disk for a data folder that can be filled. Needs root.</summary>
internal sealed class DataDisk : IAsyncDisposable
{
    private const int Chunk = 1 << 20, LeastChunk = 512;

    private readonly EventHandler _onExit;

    private DataDisk(string folder)
    {
        Folder = folder;
        _onExit = (_, _) => DisposeAsync().AsTask().GetAwaiter().GetResult();
        // For runs that end without disposal.
        AppDomain.CurrentDomain.ProcessExit += _onExit;
    }

    internal string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Creates a disk.</summary>
    /// <exception cref="InvalidOperationException">It cannot be created here; the message states the reason.</exception>
    internal static async Task<DataDisk> CreateAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        await SystemCommand.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "replaygraph", folder);
        return new(folder);
    }

    /// <summary>Fills it to the last byte.</summary>
    internal void Fill()
    {
        using FileStream ballast = new(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (int size = Chunk; size >= LeastChunk; size /= 2)
        {
            try
            {
                while (true)
                {
                    ballast.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // A smaller write may still fit.
            }
        }
    }

    /// <summary>Frees the space.</summary>
    internal void Free() => File.Delete(Ballast);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        await SystemCommand.TryAsync("umount", Folder);
    }
}
