using ReplayGraph.Intake.Mixed;

namespace ReplayGraph.Cli.Importing;

/// <summary>
/// Imports lines of any format. Lanes take turns at reading a piece, then parse and deliver it at their own pace: the order of facts does
/// not matter.
/// </summary>
public static class FileImport
{
    /// <summary>The number of bytes to read, parse and deliver at a time.</summary>
    public const int PieceBytes = 1 << 20;

    /// <summary>Imports an input to its end, or until stopped. Everything delivered is acknowledged on return.</summary>
    /// <param name="input">The uncompressed lines, from the start. The caller keeps ownership.</param>
    /// <param name="target">The destination.</param>
    /// <param name="progress">Receives counts and rejected lines; one for each input.</param>
    /// <param name="cancel">Stops the import.</param>
    /// <exception cref="IOException">The input cannot be read.</exception>
    /// <exception cref="InvalidDataException">The compressed input is damaged.</exception>
    /// <exception cref="GraphException">The target graph failed.</exception>
    public static Task<ImportResult> RunAsync(
        Stream input, IImportTarget target, ImportProgress progress, CancellationToken cancel = default) =>
        RunAsync(input, target, progress, PieceBytes, cancel);

    /// <summary>
    /// Parses an input as an import does, one piece after the other, and discards the facts: a baseline for benchmarks.
    /// </summary>
    /// <param name="input">The uncompressed lines, from the start.</param>
    /// <param name="received">When the lines were received.</param>
    /// <param name="cancel">Stops with an exception.</param>
    /// <returns>The number of facts.</returns>
    public static async Task<long> ParseOnlyAsync(Stream input, Timestamp received, CancellationToken cancel = default)
    {
        var reader = new LinePieceReader(input, PieceBytes, MixedIntake.MaxLineBytes);
        var parser = new PieceParser(received);
        long facts = 0;
        while (await reader.ReadAsync(cancel).ConfigureAwait(false) is { } piece)
        {
            parser.Parse(piece);
            facts += parser.Facts.Count;
        }

        return facts;
    }

    internal static Task<ImportResult> RunAsync(
        Stream input, IImportTarget target, ImportProgress progress, int pieceBytes, CancellationToken cancel) =>
        RunAsync(new LinePieceReader(input, pieceBytes, MixedIntake.MaxLineBytes).ReadAsync, target, progress, cancel);

    /// <summary>Imports from a function that returns pieces, called once at a time.</summary>
    internal static async Task<ImportResult> RunAsync(
        Func<CancellationToken, ValueTask<LinePiece?>> read, IImportTarget target, ImportProgress progress, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var turn = new SemaphoreSlim(1);
        var lanes = new Task[target.Lanes];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Task.Run(() => RunLaneAsync(read, turn, target.OpenLane(), progress, stop), CancellationToken.None);
        }

        try
        {
            await Task.WhenAll(lanes).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested && !Array.Exists(lanes, lane => lane.IsFaulted))
        {
            // The caller stopped the import; the counts show how far it got.
        }

        return new(progress.Counts, progress.FirstRejected, cancel.IsCancellationRequested);
    }

    private static async Task RunLaneAsync(
        Func<CancellationToken, ValueTask<LinePiece?>> read,
        SemaphoreSlim turn,
        IImportLane lane,
        ImportProgress progress,
        CancellationTokenSource stop)
    {
        try
        {
            while (await ReadInTurnAsync(read, turn, stop.Token).ConfigureAwait(false) is { } piece)
            {
                using (piece)
                {
                    await lane.TakeAsync(piece, progress, stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            // The other lanes finish their pieces and read no more.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async ValueTask<LinePiece?> ReadInTurnAsync(
        Func<CancellationToken, ValueTask<LinePiece?>> read, SemaphoreSlim turn, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await read(cancel).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }
}
