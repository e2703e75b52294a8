using Microsoft.Win32.SafeHandles;

namespace ReplayGraph.Fuzz.Journals;

/// <summary>A file that is written anew for each input, without being opened anew.</summary>
internal sealed class WrittenFile(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Where it is.</summary>
    internal string Path { get; } = path;

    /// <summary>Writes it.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.SetLength(_file, bytes.Length);
        RandomAccess.Write(_file, bytes, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
