using System.IO.Compression;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Cli.Importing;

/// <summary>A file or standard input, decompressed if its first bytes say that it is gzip.</summary>
internal sealed class ImportInput : IImportSource
{
    /// <summary>The name that stands for standard input.</summary>
    internal const string StandardInput = "-";

    // Pieces are larger than any buffer; whoever writes the file may go on.
    private static readonly FileStreamOptions _whole = new()
    {
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.SequentialScan,
    };

    private readonly CountedStream _raw;
    private readonly Stream _uncompressed;
    private readonly LinePieceReader _pieces;

    // Else .NET reads a file that was cut short as if it ended there.
    static ImportInput() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private ImportInput(string name, CountedStream raw, Stream uncompressed, long? length)
    {
        (Name, _raw, _uncompressed, Length) = (name, raw, uncompressed, length);
        _pieces = new(uncompressed, FileImport.PieceBytes, MixedIntake.MaxLineBytes);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long? Length { get; }

    /// <inheritdoc/>
    public long Position => _raw.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Notes => [];

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    internal static async Task<ImportInput> OpenAsync(string name, Stream standardInput, CancellationToken cancel)
    {
        Stream stream = name == StandardInput
            ? standardInput
            : new FileStream(name, _whole);
        byte[] magic = new byte[2];
        int read = await stream.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancel).AsTask().WaitAsync(cancel);
        var raw = new CountedStream(magic.AsMemory(0, read), stream);
        bool isGzip = read == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        Stream lines = isGzip ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        return new(name, raw, lines, name != StandardInput && stream.CanSeek ? stream.Length : null);
    }

    /// <inheritdoc/>
    public ValueTask<LinePiece?> ReadAsync(CancellationToken cancel) => _pieces.ReadAsync(cancel);

    /// <summary>Closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _uncompressed.DisposeAsync();
        await _raw.DisposeAsync();
    }
}
