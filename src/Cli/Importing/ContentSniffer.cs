using System.Buffers.Binary;
using ReplayGraph.Cli.Parsing;

namespace ReplayGraph.Cli.Importing;

/// <summary>
/// Detects an input's compression by its first bytes, or by its name for formats without magic bytes. Rejects an unsupported format with
/// the command that decompresses it.
/// </summary>
internal static class ContentSniffer
{
    /// <summary>The number of leading bytes to inspect.</summary>
    internal const int Bytes = TarMagicAt + 5;

    private const int TarMagicAt = 257;

    // The first of the 16 magic numbers of skippable frames, in LZ4 and Zstandard.
    private const uint Skippable = 0x184d2a50;

    private static readonly (UnsupportedFormat Format, int At, byte[] Magic)[] _byContent =
    [
        (new("bzip2", "bzcat"), 0, [.. "BZh"u8]),
        (new("xz", "xzcat"), 0, [0xfd, .. "7zXZ"u8, 0]),
        (new("lzip", "lzip -dc"), 0, [.. "LZIP"u8]),
        (new("LZ4", "lz4 -dc"), 0, [0x04, 0x22, 0x4d, 0x18]),
        (new("compress (.Z)", "uncompress -c"), 0, [0x1f, 0x9d]),
        (new("Snappy", "snzip -dc"), 0, [0xff, 0x06, 0, 0, .. "sNaPpY"u8]),
        (new("a ZIP archive", "unzip -p") { NeedsFile = true }, 0, [.. "PK"u8, 3, 4]),
        (new("a 7-Zip archive", "7z x -so") { NeedsFile = true }, 0, [.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c]),
        (new("a RAR archive", "unrar p -inul") { NeedsFile = true }, 0, [.. "Rar!"u8, 0x1a, 0x07]),
        (new("a tar archive", "tar -xOf"), TarMagicAt, [.. "ustar"u8]),
        (new("UTF-16 text", "iconv -f UTF-16 -t UTF-8"), 0, [0xff, 0xfe]),
        (new("UTF-16 text", "iconv -f UTF-16 -t UTF-8"), 0, [0xfe, 0xff]),
    ];

    private static readonly (UnsupportedFormat Format, string Extension)[] _byName =
    [
        (new("Brotli", "brotli -dc"), ".br"),
        (new("LZMA", "xzcat"), ".lzma"),
    ];

    /// <summary>Detects how an input is compressed.</summary>
    /// <param name="input">The name of the input.</param>
    /// <param name="first">The first <see cref="Bytes"/> bytes, or all if there are fewer.</param>
    /// <exception cref="UsageException">The format is not supported.</exception>
    internal static Packing Sniff(InputName input, ReadOnlySpan<byte> first)
    {
        foreach ((UnsupportedFormat format, int at, byte[] magic) in _byContent)
        {
            if (first.Length >= at && first[at..].StartsWith(magic))
            {
                throw format.Refusal(input);
            }
        }

        if (first.StartsWith<byte>([0x1f, 0x8b]))
        {
            return Packing.Gzip;
        }

        if (IsZstandard(first))
        {
            return Packing.Zstandard;
        }

        if (!IsLines(first))
        {
            RefuseByName(input);
        }

        return first.Contains((byte)0) ? throw new UsageException($"{input}: not text; facts are lines of JSON") : Packing.None;
    }

    private static void RefuseByName(InputName input)
    {
        foreach ((UnsupportedFormat format, string extension) in _byName)
        {
            if (input.Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                throw format.Refusal(input);
            }
        }
    }

    private static bool IsZstandard(ReadOnlySpan<byte> first) => first.Length >= 4
        && BinaryPrimitives.ReadUInt32LittleEndian(first) is 0xfd2fb528 or (>= Skippable and <= Skippable + 15);

    // A fact is an object and a message of Sentry's event stream an array; a byte order mark and blanks may precede either.
    private static bool IsLines(ReadOnlySpan<byte> first)
    {
        first = first.StartsWith<byte>([0xef, 0xbb, 0xbf]) ? first[3..] : first;
        first = first.TrimStart(" \t\r\n"u8);
        return first.Length == 0 || first[0] is (byte)'{' or (byte)'[';
    }
}
