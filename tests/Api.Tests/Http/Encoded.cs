using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ReplayGraph.Api.Tests.Http;

/// <summary>Bodies as clients encode them.</summary>
internal static class Encoded
{
    /// <summary>By the name of a Content-Encoding; "raw deflate" is what some send as deflate.</summary>
    internal static byte[] As(string encoding, ReadOnlySpan<byte> bytes)
    {
        using var to = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(to, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(to, CompressionLevel.Fastest),
            "raw deflate" => new DeflateStream(to, CompressionLevel.Fastest),
            "br" => new BrotliStream(to, CompressionLevel.Fastest),
            "zstd" => new CompressionStream(to),
            _ => to,
        })
        {
            stream.Write(bytes);
        }

        return to.ToArray();
    }

    /// <summary>zstd whose reader must keep the last 2^<paramref name="windowLog"/> bytes.</summary>
    internal static byte[] Zstd(int windowLog, ReadOnlySpan<byte> bytes)
    {
        using var to = new MemoryStream();
        using (var stream = new CompressionStream(to, leaveOpen: true))
        {
            stream.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, windowLog);
            stream.Write(bytes);
        }

        return to.ToArray();
    }

    /// <summary>A zstd frame that readers pass over: its magic number, its length, then anything.</summary>
    internal static byte[] Skippable(byte[] bytes) => [0x5A, 0x2A, 0x4D, 0x18, .. BitConverter.GetBytes(bytes.Length), .. bytes];
}
