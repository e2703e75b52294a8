using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Mixed;

namespace ReplayGraph.Cli.Importing;

/// <summary>Turns pieces into facts. Keeps its buffers from piece to piece; not safe for concurrent use.</summary>
/// <param name="received">When the lines came in, for messages that carry no time of their own.</param>
internal sealed class PieceParser(Timestamp received)
{
    private readonly Refusals _refusals = new();
    private LinesRead _read;
    private LinePiece? _piece;

    /// <summary>The facts of the last piece.</summary>
    internal FactBatch Facts { get; } = new();

    /// <summary>What became of the lines of the last piece that gave no fact.</summary>
    internal ImportCounts Counts => new(0, 0, 0, _read.WithoutFact, _refusals.Count);

    /// <summary>The first refused lines of the last piece.</summary>
    internal IEnumerable<RejectedLine> Refused =>
        _refusals.First.Select(refusal => new RejectedLine(_piece!.LineOf(refusal.Line), refusal.Field, refusal.Error));

    /// <summary>Parses a piece, and gives its buffer back.</summary>
    internal void Parse(LinePiece piece)
    {
        Facts.Clear();
        _refusals.Clear();
        _piece = piece;
        _read = default;
        if (piece.IsTooLong)
        {
            _refusals.Add(piece.ParserLine, "", $"a line of more than {MixedIntake.MaxLineBytes} bytes");
        }
        else
        {
            _read = MixedIntake.Read(piece.Bytes, received, Facts, _refusals, piece.ParserLine);
        }

        piece.Dispose();
    }
}
