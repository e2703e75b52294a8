using System.IO.Compression;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Intake.Mixed;
using ZstdSharp;

namespace ReplayGraph.Cli.Importing;

/// <summary>A file or standard input, decompressed if its first bytes say that it is gzip or Zstandard.</summary>
internal sealed class ImportInput : IImportSource
{
    // Pieces are larger than any buffer; whoever writes the file may go on.
    private static readonly FileStreamOptions _whole = new()
    {
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        Options = FileOptions.SequentialScan,
    };

    private readonly CountedStream _raw;
    private readonly Stream _lines;
    private readonly LinePieceReader _pieces;

    // Else .NET reads a file that was cut short as if it ended there.
    static ImportInput() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private ImportInput(InputName name, CountedStream raw, Stream lines, long? length, TimeProvider time)
    {
        (Name, _raw, _lines, Length) = (name.ToString(), raw, lines, length);
        _pieces = new(lines, FileImport.PieceBytes, MixedIntake.MaxLineBytes, length is null ? time : null);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long? Length { get; }

    /// <inheritdoc/>
    public long Position => _raw.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Notes => [];

    /// <summary>Looks whether a file can be opened and is in a format that is read here.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    internal static async Task CheckAsync(InputName name, CancellationToken cancel)
    {
        // What is read from a pipe is gone; it has no length.
        if (new FileInfo(name.Path).Length > 0)
        {
            await using ImportInput input = await OpenAsync(name, Stream.Null, TimeProvider.System, cancel);
        }
    }

    /// <summary>Opens a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="UsageException">It is in a format that is not read here.</exception>
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

    /// <inheritdoc/>
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

    /// <summary>Closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_pieces.IsReading)
        {
            return; // the program was stopped; what unpacks must not be freed under a read
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

    private static InvalidDataException Damaged(ZstdException e) => new($"the Zstandard data cannot be read: {e.Message}", e);
}
