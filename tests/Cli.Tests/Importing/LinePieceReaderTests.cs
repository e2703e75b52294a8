using System.Text;
using ReplayGraph.Cli.Importing;

namespace ReplayGraph.Cli.Tests.Importing;

public sealed class LinePieceReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a\n")]
    [InlineData("\n\n\na\n\nb")]
    [InlineData("one\ntwo\r\nthree is a longer line than a piece has bytes, by far\nfour\n")]
    public async Task PiecesAreTheInputCutAtEndsOfLines(string text)
    {
        foreach (int chunk in (int[])[1, 3, 1000])
        {
            List<(long First, string Lines)> pieces = await ReadAsync(text, chunk, maxLine: 1000);
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
        foreach (int chunk in (int[])[1, 7, 1000])
        {
            string text = string.Join('\n', "a", tooLong, "b", tooLong, tooLong, "c", tooLong);
            List<(long First, string Lines)> pieces = await ReadAsync(text, chunk, maxLine: 100);
            Assert.Equal([1L, 2, 3, 4, 5, 6, 7], pieces.Select(piece => piece.First));
            Assert.Equal(["a\n", "too long", "b\n", "too long", "too long", "c\n", "too long"], pieces.Select(piece => piece.Lines));
        }
    }

    private static async Task<List<(long First, string Lines)>> ReadAsync(string text, int chunk, int maxLine)
    {
        var reader = new LinePieceReader(new Trickle(Encoding.UTF8.GetBytes(text), chunk), 16, maxLine);
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
}
