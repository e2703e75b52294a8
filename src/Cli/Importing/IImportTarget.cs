namespace ReplayGraph.Cli.Importing;

/// <summary>Where lines are imported to.</summary>
public interface IImportTarget
{
    /// <summary>How many pieces should be on their way at a time.</summary>
    int Lanes { get; }

    /// <summary>Opens a lane, with buffers of its own.</summary>
    IImportLane OpenLane();
}

/// <summary>Takes pieces in, one after the other.</summary>
public interface IImportLane
{
    /// <summary>
    /// Takes a piece in, gives its buffer back as soon as it can, and answers when all of it is acknowledged. What an import that is
    /// stopped has handed over is still taken, so that its counts are true.
    /// </summary>
    /// <param name="piece">The lines.</param>
    /// <param name="progress">Takes the counts and the refused lines.</param>
    /// <param name="cancel">Stops retrying.</param>
    ValueTask TakeAsync(LinePiece piece, ImportProgress progress, CancellationToken cancel);
}
