using System.IO.Compression;
using ReplayGraph.Api.Problems;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ReplayGraph.Api.Http;

/// <summary>Decodes the Content-Encoding of a body.</summary>
internal static class ContentEncodings
{
    /// <summary>The supported encodings, for messages.</summary>
    internal const string Supported = "gzip, deflate, br or zstd";

    // RFC 9659 forbids larger windows in Content-Encoding. The header of a frame alone makes the decoder allocate its window.
    private const int ZstdWindowLog = 23;

    // The library's default is for large files; most bodies are small.
    private const int ZstdInputBytes = 8 << 10;

    /// <summary>The decoded body; null and a problem if the encoding is not supported.</summary>
    internal static Stream? Open(HttpRequest request, out Problem? problem)
    {
        string encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        problem = null;
        switch (encoding)
        {
            // sentry.java.android 2.0.0 sends utf-8, and Relay ignores it.
            case "" or "identity" or "utf-8":
                return request.Body;
            case "gzip" or "x-gzip":
                return new GZipStream(request.Body, CompressionMode.Decompress);
            case "deflate":
                return new AnyDeflateStream(request.Body);
            case "br":
                return new BrotliStream(request.Body, CompressionMode.Decompress);
            case "zstd":
                var zstd = new DecompressionStream(request.Body, ZstdInputBytes);
                zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstdWindowLog);
                return zstd;
            default:
                string shown = Excerpt.Of(encoding);
                problem = Problem.Unsupported($"Unsupported Content-Encoding '{shown}'. Send {Supported}, or none.");
                return null;
        }
    }

    /// <summary>The problem of a body that is still compressed after decoding; null if it is not.</summary>
    internal static Problem? Undeclared(ReadOnlySpan<byte> body, HttpRequest request)
    {
        string? found = body.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "gzip"
            : body.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? "zstd"
            : body is [0x78, 0x01 or 0x5E or 0x9C or 0xDA, ..] ? "deflate"
            : null;
        string declared = request.Headers.ContentEncoding.ToString().Trim();
        return found is null ? null : Problem.BadRequest(
            declared.Length == 0 || declared.ToLowerInvariant() is "identity" or "utf-8"
                ? $"The body is compressed with {found}, but Content-Encoding is missing. Send Content-Encoding: {found}."
                : $"The body is still compressed with {found} after decoding its Content-Encoding: it was compressed twice.",
            "Content-Encoding");
    }

    /// <summary>The problem of a body whose decoding failed; null if the failure has another cause.</summary>
    internal static Problem? Explain(Exception failure, HttpRequest request) => failure switch
    {
        ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge } => Problem.BadRequest(
            $"The body needs a zstd window of more than {1 << (ZstdWindowLog - 20)} MiB, the limit of RFC 9659.",
            "Content-Encoding"),
        InvalidDataException or InvalidOperationException or ZstdException or EndOfStreamException => Problem.BadRequest(
            $"The body is not valid {request.Headers.ContentEncoding}.", "Content-Encoding"),
        _ => null,
    };
}
