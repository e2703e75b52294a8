using ReplayGraph.Intake.Mixed;

namespace ReplayGraph.Cli.Importing;

/// <summary>
/// Imports inputs of lines of any format. Lanes take turns at reading a piece, and then parse it and hand it over, each at its own pace:
/// the order of facts does not matter.
/// </summary>
public static class FileImport
{
    /// <summary>How much is read, parsed and handed over at a time.</summary>
    public const int PieceBytes = 1 << 20;

    /// <summary>Imports an input to its end, or until stopped; what was handed over by then is acknowledged when this returns.</summary>
    /// <param name="input">The lines, uncompressed, from the start. Stays the caller's.</param>
    /// <param name="target">Where to.</param>
    /// <param name="progress">Takes counts and refused lines as they come; one for each input.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="IOException">The input cannot be read.</exception>
    /// <exception cref="InvalidDataException">The input is not what its compression says.</exception>
    /// <exception cref="GraphException">The target, a graph, took no more.</exception>
    public static Task<ImportResult> RunAsync(
        Stream input, IImportTarget target, ImportProgress progress, CancellationToken cancel = default) =>
        RunAsync(input, target, progress, PieceBytes, cancel);

    /// <summary>
    /// Parses an input as an import does, but one piece after the other, and forgets the facts: what an import is measured against.
    /// </summary>
    /// <param name="input">The lines, uncompressed, from the start.</param>
    /// <param name="received">As of an import.</param>
    /// <param name="cancel">Stops, by an exception.</param>
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

    /// <summary>As the others, from anything that gives pieces; it is asked for one at a time.</summary>
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
            // Stopped by whoever started it; the counts say how far it came.
        }

        return new(progress.Counts, progress.FirstRefused, cancel.IsCancellationRequested);
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
            // The other lanes finish what they have, and read no more.
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
