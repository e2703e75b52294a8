using System.Text;
using ReplayGraph.Cli.Importing;

namespace ReplayGraph.Cli.Tests.Importing;

public sealed class LinePieceReaderTests
{
    private static readonly TimeProvider _slow = TimeProvider.System;

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("\n\n\na\n\nb")]
    [InlineData("one\ntwo\r\nthree is a longer line than a piece has bytes, by far\nfour\n")]
    public async Task PiecesAreTheInputCutAtEndsOfLines(string text)
    {
        foreach ((int chunk, TimeProvider? slow) in ((int, TimeProvider?)[])[(1, null), (3, null), (1000, null), (1, _slow), (1000, _slow)])
        {
            List<(long First, string Lines)> pieces = await ReadAsync(text, chunk, maxLine: 1000, slow);
            Assert.Equal(text, string.Concat(pieces.Select(piece => piece.Lines)));
            Assert.All(pieces.SkipLast(1), piece => Assert.EndsWith("\n", piece.Lines, StringComparison.Ordinal));
            long line = 1;
            foreach ((long first, string lines) in pieces)
            {
                Assert.Equal(line, first);
                line += lines.Count(c => c == '\n');
            }
        }
    }

    [Fact]
    public async Task ALineOverTheLimitIsPassedOverAndCounted()
    {
        string tooLong = new('x', 500);
        foreach ((int chunk, TimeProvider? slow) in ((int, TimeProvider?)[])[(1, null), (7, null), (1000, null), (1, _slow), (1000, _slow)])
        {
            string text = string.Join('\n', "a", tooLong, "b", tooLong, tooLong, "c", tooLong);
            List<(long First, string Lines)> pieces = await ReadAsync(text, chunk, maxLine: 100, slow);
            Assert.Equal([1L, 2, 3, 4, 5, 6, 7], pieces.Select(piece => piece.First));
            Assert.Equal(["a\n", "too long", "b\n", "too long", "too long", "c\n", "too long"], pieces.Select(piece => piece.Lines));
        }
    }

    [Fact]
    public async Task WhileTheInputPausesItsLinesAreHandedOver()
    {
        using var input = new Pausing("one\ntwo\nthr");
        var reader = new LinePieceReader(input, 1000, 1000, TimeProvider.System);
        using (LinePiece? piece = await reader.ReadAsync(default))
        {
            Assert.Equal("one\ntwo\n", Encoding.UTF8.GetString(piece!.Bytes.Span));
        }

        Assert.True(reader.IsReading);
        input.GoOn("ee\nfour");
        using (LinePiece? piece = await reader.ReadAsync(default))
        {
            Assert.Equal((3L, "three\nfour"), (piece!.FirstLine, Encoding.UTF8.GetString(piece.Bytes.Span)));
        }

        Assert.Null(await reader.ReadAsync(default));
        Assert.False(reader.IsReading);
    }

    private static async Task<List<(long First, string Lines)>> ReadAsync(string text, int chunk, int maxLine, TimeProvider? slow)
    {
        var reader = new LinePieceReader(new Trickle(Encoding.UTF8.GetBytes(text), chunk), 16, maxLine, slow);
        List<(long, string)> pieces = [];
        while (await reader.ReadAsync(default) is { } piece)
        {
            pieces.Add((piece.FirstLine, piece.IsTooLong ? "too long" : Encoding.UTF8.GetString(piece.Bytes.Span)));
            piece.Dispose();
        }

        return pieces;
    }

    /// <summary>A stream that gives little at a time.</summary>
    private sealed class Trickle(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
    }

    /// <summary>A stream that gives a text, pauses until it is told another one, and ends.</summary>
    private sealed class Pausing(string first) : MemoryStream
    {
        private readonly TaskCompletionSource<string> _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _reads;

        internal void GoOn(string second) => _second.SetResult(second);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _reads++ switch
        {
            0 => Encoding.UTF8.GetBytes(first, buffer.Span),
            1 => Encoding.UTF8.GetBytes(await _second.Task, buffer.Span),
            _ => 0,
        };
    }
}
