using System.IO.Compression;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Intake.Mixed;
using ZstdSharp;

namespace ReplayGraph.Cli.Importing;

/// <summary>A file or standard input, decompressed if its first bytes are those of gzip or Zstandard.</summary>
internal sealed class ImportInput : IImportSource
{
    // Pieces are larger than any buffer, and another process may keep writing the file.
    private static readonly FileStreamOptions _whole = new()
    {
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.SequentialScan,
    };

    private readonly CountedStream _raw;
    private readonly Stream _lines;
    private readonly LinePieceReader _pieces;

    // Without this, .NET does not report a truncated gzip file.
    static ImportInput() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private ImportInput(InputName name, CountedStream raw, Stream lines, long? length, TimeProvider time)
    {
        (Name, _raw, _lines, Length) = (name.ToString(), raw, lines, length);
        _pieces = new(lines, FileImport.PieceBytes, MixedIntake.MaxLineBytes, length is null ? time : null);
    }

    public string Name { get; }

    public long? Length { get; }

    public long Position => _raw.Count;

    public IEnumerable<string> Notes => [];

    /// <summary>Checks that a file can be opened and has a supported format.</summary>
    /// <exception cref="UsageException">The format is not supported.</exception>
    internal static async Task CheckAsync(InputName name, CancellationToken cancel)
    {
        // A pipe has no length, and reading it here would consume it.
        if (new FileInfo(name.Path).Length > 0)
        {
            await using ImportInput input = await OpenAsync(name, Stream.Null, TimeProvider.System, cancel);
        }
    }

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="UsageException">The format is not supported.</exception>
    internal static async Task<ImportInput> OpenAsync(InputName name, Stream standardInput, TimeProvider time, CancellationToken cancel)
    {
        Stream stream = name.IsStandardInput ? standardInput : new FileStream(name.Path, _whole);
        try
        {
            CountedStream raw = await CountedStream.OpenAsync(stream, cancel);
            Packing packing = ContentSniffer.Sniff(name, raw.First.Span);
            Stream lines = packing == Packing.None ? raw : await UnpackAsync(name with { Inside = packing }, raw, cancel);
            return new(name, raw, lines, !name.IsStandardInput && stream.CanSeek ? stream.Length : null, time);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<LinePiece?> ReadAsync(CancellationToken cancel)
    {
        try
        {
            return await _pieces.ReadAsync(cancel);
        }
        catch (ZstdException e)
        {
            throw Damaged(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_pieces.IsReading)
        {
            return; // stopped during a read; the decompressor must not be freed under it
        }

        await _lines.DisposeAsync();
        await _raw.DisposeAsync();
    }

    private static async Task<Stream> UnpackAsync(InputName name, Stream packed, CancellationToken cancel)
    {
        Stream unpacked = name.Inside == Packing.Gzip
            ? new GZipStream(packed, CompressionMode.Decompress)
            : new DecompressionStream(packed);
        try
        {
            CountedStream lines = await CountedStream.OpenAsync(unpacked, cancel);
            return ContentSniffer.Sniff(name, lines.First.Span) == Packing.None
                ? lines
                : throw new UsageException($"{name}: compressed twice; use: {name.Pipe} | replaygraph import -");
        }
        catch (ZstdException e)
        {
            throw Damaged(e);
        }
    }

    private static InvalidDataException Damaged(ZstdException e) => new($"cannot read the Zstandard data: {e.Message}", e);
}
