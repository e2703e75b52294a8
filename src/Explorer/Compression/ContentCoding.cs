using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace ReplayGraph.Explorer.Compression;

/// <summary>
/// A content coding of pages and of their files. Compressing pages gives nothing away: they hold no secret of ours, and since the cookie of a
/// sign-in is strict, no other site can cause a request and watch how long its answer is.
/// </summary>
internal sealed class ContentCoding
{
    private readonly Func<Stream, CompressionLevel, Stream> _open;

    private ContentCoding(string name, Func<Stream, CompressionLevel, Stream> open) => (Name, _open) = (name, open);

    /// <summary>All of them, best first. Browsers take Brotli over HTTPS and on loopback alone.</summary>
    internal static IReadOnlyList<ContentCoding> All { get; } =
    [
        new("br", (to, level) => new BrotliStream(to, level, leaveOpen: true)),
        new("gzip", (to, level) => new GZipStream(to, level, leaveOpen: true)),
    ];

    /// <summary>Its name in headers.</summary>
    internal string Name { get; }

    /// <summary>The best one that the client takes, which becomes that of the answer; null if there is none.</summary>
    internal static ContentCoding? Choose(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptEncoding;
        ContentCoding? best = All.FirstOrDefault(coding => accepted.Any(
            one => one.Quality is not 0 && one.Value.Equals(coding.Name, StringComparison.OrdinalIgnoreCase)));
        IHeaderDictionary headers = context.Response.Headers;
        headers.AppendCommaSeparatedValues("Vary", "Accept-Encoding");
        headers.ContentEncoding = best?.Name;
        return best;
    }

    /// <summary>Compresses bytes.</summary>
    internal byte[] Compress(ReadOnlySequence<byte> bytes, CompressionLevel level)
    {
        using var compressed = new MemoryStream();
        using (Stream to = _open(compressed, level))
        {
            foreach (ReadOnlyMemory<byte> block in bytes)
            {
                to.Write(block.Span);
            }
        }

        return compressed.ToArray();
    }
}
