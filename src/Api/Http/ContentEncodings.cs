using System.IO.Compression;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Http;

/// <summary>Undoes the Content-Encoding of a body.</summary>
internal static class ContentEncodings
{
    /// <summary>The body as it was before; null and why, if its encoding is not understood.</summary>
    internal static Stream? Open(HttpRequest request, out Problem? problem)
    {
        string encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        problem = null;
        switch (encoding)
        {
            case "" or "identity":
                return request.Body;
            case "gzip" or "x-gzip":
                return new GZipStream(request.Body, CompressionMode.Decompress);
            case "deflate":
                return new AnyDeflateStream(request.Body);
            case "br":
                return new BrotliStream(request.Body, CompressionMode.Decompress);
            case "zstd":
                problem = Problem.Unsupported("Content-Encoding zstd is not understood here; send gzip, deflate, br, or none.");
                return null;
            default:
                problem = Problem.Unsupported(
                    $"Content-Encoding '{Parameters.Parameters.Shown(encoding)}' is not understood here; send gzip, deflate, br, or none.");
                return null;
        }
    }
}
