using Microsoft.Win32.SafeHandles;

namespace ReplayGraph.Fuzz.Journals;

/// <summary>A file that is rewritten for each input without being reopened.</summary>
internal sealed class WrittenFile(string path) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>The path.</summary>
    internal string Path { get; } = path;

    /// <summary>Replaces the content.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.SetLength(_file, bytes.Length);
        RandomAccess.Write(_file, bytes, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
