namespace ReplayGraph.Cli.Importing;

/// <summary>
/// What is imported: a file or a data folder, as pieces of lines. Read by one at a time; the rest may be asked from any thread.
/// </summary>
internal interface IImportSource : IAsyncDisposable
{
    /// <summary>Its name, as given.</summary>
    string Name { get; }

    /// <summary>How many bytes there are to read, as they lie; null if unknown.</summary>
    long? Length { get; }

    /// <summary>How many of them have been read.</summary>
    long Position { get; }

    /// <summary>The next piece, or null at the end.</summary>
    ValueTask<LinePiece?> ReadAsync(CancellationToken cancel);

    /// <summary>What is to be said of it once it has been read to its end, a line each.</summary>
    IEnumerable<string> Notes { get; }
}
