using ReplayGraph.Chaos.Servers;

namespace ReplayGraph.LongKill.Embedded;

/// <summary>A disk of its own for a data folder, in memory, that can be filled. Needs root.</summary>
internal sealed class DataDisk : IAsyncDisposable
{
    private const int Chunk = 1 << 20, LeastChunk = 512;

    private readonly EventHandler _onExit;

    private DataDisk(string folder)
    {
        Folder = folder;
        _onExit = (_, _) => DisposeAsync().AsTask().GetAwaiter().GetResult();
        // For runs that end without disposing of it.
        AppDomain.CurrentDomain.ProcessExit += _onExit;
    }

    internal string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Makes one.</summary>
    /// <exception cref="InvalidOperationException">It cannot be had here; says why.</exception>
    internal static async Task<DataDisk> CreateAsync(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        await SystemCommand.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "replaygraph", folder);
        return new(folder);
    }

    /// <summary>Leaves no byte on it.</summary>
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
                // Less may still go in.
            }
        }
    }

    /// <summary>Makes room again.</summary>
    internal void Free() => File.Delete(Ballast);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        await SystemCommand.TryAsync("umount", Folder);
    }
}
