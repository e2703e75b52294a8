namespace ReplayGraph.Cli.Importing;

/// <summary>
/// An input to import, a file or a data folder, as pieces of lines. One caller reads at a time; the properties are safe for any thread.
/// </summary>
internal interface IImportSource : IAsyncDisposable
{
    /// <summary>The name, as given.</summary>
    string Name { get; }

    /// <summary>The number of bytes to read, before decompression; null if unknown.</summary>
    long? Length { get; }

    /// <summary>The number of bytes read so far.</summary>
    long Position { get; }

    /// <summary>The next piece, or null at the end.</summary>
    ValueTask<LinePiece?> ReadAsync(CancellationToken cancel);

    /// <summary>Notes to print once the input has been read, one per line.</summary>
    IEnumerable<string> Notes { get; }
}
