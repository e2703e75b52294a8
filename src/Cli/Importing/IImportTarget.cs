namespace ReplayGraph.Cli.Importing;

/// <summary>A destination of imports.</summary>
public interface IImportTarget
{
    /// <summary>The number of pieces to have in flight.</summary>
    int Lanes { get; }

    /// <summary>Opens a lane, with buffers of its own.</summary>
    IImportLane OpenLane();
}

/// <summary>Imports pieces, one after the other.</summary>
public interface IImportLane
{
    /// <summary>
    /// Imports a piece, disposes it as soon as possible, and returns when all of it is acknowledged. A piece that was delivered before the
    /// import is stopped is still imported, so that the counts are exact.
    /// </summary>
    /// <param name="piece">The lines.</param>
    /// <param name="progress">Receives the counts and the rejected lines.</param>
    /// <param name="cancel">Stops retrying.</param>
    ValueTask TakeAsync(LinePiece piece, ImportProgress progress, CancellationToken cancel);
}
