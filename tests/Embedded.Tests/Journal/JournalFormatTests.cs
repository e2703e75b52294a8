using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Tests.Journal;

public sealed class JournalFormatTests : IDisposable
{
    private readonly JournalTestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Checksum_matches_the_standard()
    {
        // The examples of RFC 3720, B.4, and the check value of the catalogue of parametrised CRC algorithms.
        Assert.Equal(0xE3069283u, Crc32C.Append(0, "123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Append(0, new byte[32]));
        Assert.Equal(0xE3069283u, Crc32C.Append(Crc32C.Append(0, "1234"u8), "56789"u8));
        Assert.Equal(Crc32C.Append(7, [1, 2, 0, 0, 0, 0, 0, 0]), Crc32C.Append(7, 0x0201ul));
    }

    [Fact]
    public void Bytes_never_change()
    {
        using (JournalWriter writer = _folder.OpenWriter())
        {
            writer.Append([
                new("default", 3, 1_800_000_000_000, "three facts"u8.ToArray(), 1),
                new("a", 0, long.MaxValue, ReadOnlyMemory<byte>.Empty),
            ]);
            writer.Append([new("default", 1, -1, new byte[] { 0xff }, 255)]);
        }

        string[] expected =
        [
            // The segment: magic, version, salt, number, zero, checksum.
            "52474a4f55524e4c" + "01000000" + "01020304" + "0100000000000000" + "00000000" + "3e384190",
            // Frames: checksums; version, kind, lengths, count, bytes back to the append, expiry; organization and payload.
            "1ec0b815749a5da9" + "010107000b000000030000000000000000505c18a3010000" + "64656661756c747468726565206661637473",
            "bd452fa93043d0c1" + "01000100000000000000000032000000ffffffffffffff7f" + "61",
            "0564060417ffdb29" + "01ff0700010000000100000000000000ffffffffffffffff" + "64656661756c74ff",
        ];
        Assert.Equal(string.Concat(expected), Convert.ToHexStringLower(File.ReadAllBytes(_folder.Segment(1))));
    }

    [Theory]
    [InlineData("journal-0000000000000001.log", 1L)]
    [InlineData("journal-9999999999999999.log", 9_999_999_999_999_999L)]
    [InlineData("journal-0000000000000000.log", null)]
    [InlineData("journal-000000000000001.log", null)]
    [InlineData("journal-00000000000000001.log", null)]
    [InlineData("journal--000000000000001.log", null)]
    [InlineData("journal-0000000000000001.txt", null)]
    [InlineData("Journal-0000000000000001.log", null)]
    public void Names_are_numbers_of_16_digits(string name, long? number)
    {
        long? parsed = JournalFormat.TryParseFileName(name, out long found) ? found : null;
        Assert.Equal(number, parsed);
        Assert.True(parsed is null || JournalFormat.FileName(found) == name);
    }

    [Fact]
    public void Unknown_segment_version_is_rejected()
    {
        _folder.Write(1, 2);
        byte[] bytes = File.ReadAllBytes(_folder.Segment(1));
        bytes[8] = 2;
        BitConverter.TryWriteBytes(bytes.AsSpan(28), Crc32C.Append(0, bytes.AsSpan(0, 28)));
        File.WriteAllBytes(_folder.Segment(1), bytes);

        JournalVersionException e = Assert.Throws<JournalVersionException>(() => _folder.ReadAll());
        Assert.Equal((_folder.Segment(1), 8L, 2u), (e.File, e.Offset, e.Version));
        Assert.Contains("newer", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_frame_version_is_rejected()
    {
        _folder.Write(1);
        byte[] bytes = File.ReadAllBytes(_folder.Segment(1));
        uint seed = BitConverter.ToUInt32(bytes, 28);
        bytes[32 + 8] = 9;
        BitConverter.TryWriteBytes(bytes.AsSpan(32), Crc32C.Append(Crc32C.Append(seed, 32ul), bytes.AsSpan(36, 28)));
        File.WriteAllBytes(_folder.Segment(1), bytes);

        JournalVersionException e = Assert.Throws<JournalVersionException>(() => _folder.ReadAll());
        Assert.Equal((40L, 9u), (e.Offset, e.Version));
    }
}
