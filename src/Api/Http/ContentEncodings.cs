using System.IO.Compression;
using ReplayGraph.Api.Problems;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ReplayGraph.Api.Http;

/// <summary>Undoes the Content-Encoding of a body.</summary>
internal static class ContentEncodings
{
    /// <summary>What is understood, for people.</summary>
    internal const string Understood = "gzip, deflate, br and zstd";

    // RFC 9659: a larger window must not be sent as Content-Encoding. A frame's header alone makes its reader provide the window.
    private const int ZstdWindowLog = 23;

    // The library's own size is for large files; most bodies are small.
    private const int ZstdInputBytes = 8 << 10;

    /// <summary>The body as it was before; null and why, if its encoding is not understood.</summary>
    internal static Stream? Open(HttpRequest request, out Problem? problem)
    {
        string encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        problem = null;
        switch (encoding)
        {
            // Relay passes over the latter, which sentry.java.android 2.0.0 sends.
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
                string shown = Parameters.Parameters.Shown(encoding);
                problem = Problem.Unsupported($"Content-Encoding '{shown}' is not understood here; send one of {Understood}, or none.");
                return null;
        }
    }

    /// <summary>What to answer if a body still is compressed when its encoding is undone; null if it is not.</summary>
    internal static Problem? Undeclared(ReadOnlySpan<byte> body, HttpRequest request)
    {
        string? found = body.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "gzip"
            : body.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) ? "zstd"
            : body is [0x78, 0x01 or 0x5E or 0x9C or 0xDA, ..] ? "deflate"
            : null;
        string declared = request.Headers.ContentEncoding.ToString().Trim();
        return found is null ? null : Problem.BadRequest(
            declared.Length == 0 || declared.ToLowerInvariant() is "identity" or "utf-8"
                ? $"The body is {found}, and no Content-Encoding says so; send the header Content-Encoding: {found}."
                : $"The body is {found} still when its Content-Encoding is undone: it was compressed twice.",
            "Content-Encoding");
    }

    /// <summary>What to answer if reading the stream failed; null if that was not the fault of the encoding.</summary>
    internal static Problem? Explain(Exception failure, HttpRequest request) => failure switch
    {
        ZstdException { Code: ZSTD_ErrorCode.ZSTD_error_frameParameter_windowTooLarge } => Problem.BadRequest(
            $"The body needs a zstd window of more than {1 << (ZstdWindowLog - 20)} MiB, the most that HTTP allows (RFC 9659).",
            "Content-Encoding"),
        InvalidDataException or InvalidOperationException or ZstdException or EndOfStreamException => Problem.BadRequest(
            $"The body is no valid {request.Headers.ContentEncoding}.", "Content-Encoding"),
        _ => null,
    };
}
