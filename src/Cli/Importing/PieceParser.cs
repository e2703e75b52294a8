using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Mixed;

namespace ReplayGraph.Cli.Importing;

/// <summary>Parses pieces into facts and reuses its buffers. Not safe for concurrent use.</summary>
/// <param name="received">When the lines were received, for messages without a time of their own.</param>
internal sealed class PieceParser(Timestamp received)
{
    private readonly Refusals _refusals = new();
    private LinesRead _read;
    private LinePiece? _piece;

    /// <summary>The facts of the last piece.</summary>
    internal FactBatch Facts { get; } = new();

    /// <summary>The counts of the last piece's lines that gave no fact.</summary>
    internal ImportCounts Counts => new(0, 0, 0, _read.WithoutFact, _refusals.Count);

    /// <summary>The first rejected lines of the last piece.</summary>
    internal IEnumerable<RejectedLine> Rejected =>
        _refusals.First.Select(refusal => new RejectedLine(_piece!.LineOf(refusal.Line), refusal.Field, refusal.Error));

    /// <summary>Parses a piece and disposes it.</summary>
    internal void Parse(LinePiece piece)
    {
        Facts.Clear();
        _refusals.Clear();
        _piece = piece;
        _read = default;
        if (piece.IsTooLong)
        {
            _refusals.Add(piece.ParserLine, "", $"line of more than {MixedIntake.MaxLineBytes} bytes");
        }
        else
        {
            _read = MixedIntake.Read(piece.Bytes, received, Facts, _refusals, piece.ParserLine);
        }

        piece.Dispose();
    }
}
