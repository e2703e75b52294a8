using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Problems;
using ReplayGraph.Fuzz.Targets;
using ZstdSharp;

namespace ReplayGraph.Fuzz.Requests;

/// <summary>
/// Bodies with a Content-Encoding, which is the first line: the decoded bytes are within the limit of bodies, or there is a problem; the
/// borrowed memory is returned.
/// </summary>
internal sealed class BodyTarget : Target
{
    private const int Most = 1 << 18;

    private static readonly byte[] _text = [.. Enumerable.Repeat("{\"type\":\"error\"}\n"u8.ToArray(), 20).SelectMany(line => line)];

    private const int InFlight = 1 << 20;

    private readonly Bodies _bodies = new(maxDecompressedBytes: InFlight, maxBytesInFlight: InFlight);

    /// <summary>Reads like the API: a truncated body is invalid.</summary>
    public BodyTarget() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    internal override string Name => "content-encoding";

    internal override Shape Shape => Shape.Bytes;

    internal override int MaxBytes => 2048;

    internal override IEnumerable<byte[]> Seeds =>
    [
        [.. "\n"u8, .. _text],
        Compressed("gzip", to => new GZipStream(to, CompressionLevel.Optimal)),
        Compressed("deflate", to => new ZLibStream(to, CompressionLevel.Optimal)),
        Compressed("Deflate", to => new DeflateStream(to, CompressionLevel.Fastest)),
        Compressed("br", to => new BrotliStream(to, CompressionLevel.Optimal)),
        Compressed("zstd", to => new CompressionStream(to)),
        ZstdFrames,
        .. Texts("zstd\nx", "gzip, br\nx", "identity\nx"),
    ];

    // A frame that readers skip, and two with text.
    private static byte[] ZstdFrames
    {
        get
        {
            byte[] one = Compressed("", to => new CompressionStream(to))[1..];
            return [.. "zstd\n"u8, 0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 7, 7, .. one, .. one];
        }
    }

    internal override IEnumerable<string> Words => ["gzip\n", "deflate\n", "br\n", "zstd\n", "x-gzip\n", "\n"];

    internal override long MaxAllocation(int length) => base.MaxAllocation(length) + (2 * Most);

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        int end = input.Span.IndexOf((byte)'\n');
        var context = new DefaultHttpContext();
        context.Request.Headers.ContentEncoding = Encoding.Latin1.GetString(input.Span[..Math.Max(end, 0)]);
        context.Request.Body = new MemoryStream(input[(end + 1)..].ToArray());
        using (var body = new RequestBody(_bodies, context, Most))
        {
            Problem? problem = body.ReadAllAsync(default).AsTask().GetAwaiter().GetResult();
            if (problem is not null)
            {
                Context.Check(problem);
            }
            else
            {
                BrokenPromiseException.Unless(body.AtEnd && body.Written.Length <= Most, "a body is within its limit");
            }
        }

        BrokenPromiseException.Unless(_bodies.TryReserve(InFlight), "borrowed memory is returned");
        _bodies.Release(InFlight);
    }

    private static byte[] Compressed(string name, Func<Stream, Stream> compress)
    {
        var to = new MemoryStream();
        to.Write(Encoding.ASCII.GetBytes(name + "\n"));
        using (Stream stream = compress(to))
        {
            stream.Write(_text);
        }

        return to.ToArray();
    }
}
