using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace ReplayGraph.Fuzz.Running;

/// <summary>The running input, in a file that outlives the process, since a stack overflow ends the process at once.</summary>
internal sealed unsafe class LastInput : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _at;

    /// <summary>Creates the file.</summary>
    internal LastInput(string path, int maxBytes)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, sizeof(int) + maxBytes);
        _view = _file.CreateViewAccessor();
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _at);
    }

    /// <summary>Reads the input of a process that has ended.</summary>
    internal static byte[] Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        return file[sizeof(int)..(sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(file))];
    }

    /// <summary>Writes an input.</summary>
    internal void Note(ReadOnlySpan<byte> input)
    {
        BinaryPrimitives.WriteInt32LittleEndian(new(_at, sizeof(int)), input.Length);
        input.CopyTo(new(_at + sizeof(int), input.Length));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
