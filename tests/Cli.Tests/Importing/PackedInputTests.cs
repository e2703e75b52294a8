using System.Text;
using ReplayGraph.Cli.Importing;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Tests.Running;
using ZstdSharp;

namespace ReplayGraph.Cli.Tests.Importing;

/// <summary>Inputs that are packed: those that are read, and those that are refused with the command that unpacks them.</summary>
public sealed class PackedInputTests
{
    // Magic bytes of the formats, with something behind them.
    private static readonly byte[] _xz = [0xfd, .. "7zXZ\0rest"u8];
    private static readonly byte[] _zip = [.. "PK\u0003\u0004rest"u8];

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "facts.bz2", [.. "BZh91AY&SY"u8], "cannot read bzip2; use: bzcat facts.bz2 | replaygraph import -" },
        { "facts.ndjson", [.. "BZh91AY&SY"u8], "cannot read bzip2; use: bzcat facts.ndjson | replaygraph import -" },
        { "facts.xz", _xz, "cannot read xz; use: xzcat facts.xz | replaygraph import -" },
        { "facts.lz", [.. "LZIP\u0001rest"u8], "cannot read lzip; use: lzip -dc facts.lz | replaygraph import -" },
        { "facts.lz4", [0x04, 0x22, 0x4d, 0x18, 0x64], "cannot read LZ4; use: lz4 -dc facts.lz4 | replaygraph import -" },
        { "facts.Z", [0x1f, 0x9d, 0x90, 0x7b], "cannot read compress (.Z); use: uncompress -c facts.Z | replaygraph import -" },
        { "facts.zip", _zip, "cannot read a ZIP archive; use: unzip -p facts.zip | replaygraph import -" },
        { "facts.7z", [.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c, 0], "cannot read a 7-Zip archive; use: 7z x -so facts.7z | replaygraph import -" },
        { "facts.rar", [.. "Rar!\u001a\u0007rest"u8], "cannot read a RAR archive; use: unrar p -inul facts.rar | replaygraph import -" },
        { "facts.tar", Tar(), "cannot read a tar archive; use: tar -xOf facts.tar | replaygraph import -" },
        { "facts", [0xff, 0xfe, 0x7b, 0], "cannot read UTF-16 text; use: iconv -f UTF-16 -t UTF-8 facts | replaygraph import -" },
        { "facts.br", [0x8b, 0x10, 0x80, 0x01], "cannot read Brotli; use: brotli -dc facts.br | replaygraph import -" },
        { "facts.lzma", [0x5d, 0, 0, 0x80, 0], "cannot read LZMA; use: xzcat facts.lzma | replaygraph import -" },
        { "facts", [0x7f, .. "ELF"u8, 0, 0, 0, 0], "not text; facts are lines of JSON" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void WhatIsNotReadIsRefusedByName(string name, byte[] content, string sentence)
    {
        UsageException refusal = Assert.Throws<UsageException>(() => ContentSniffer.Sniff(new(name), content));
        Assert.Equal($"{name}: {sentence}", refusal.Message);
    }

    [Fact]
    public void OfStandardInputThePipeIsNamed()
    {
        UsageException refusal = Assert.Throws<UsageException>(() => ContentSniffer.Sniff(new("-"), "BZh91AY&SY"u8));
        Assert.Equal("standard input: cannot read bzip2; use: ... | bzcat - | replaygraph import -", refusal.Message);
        refusal = Assert.Throws<UsageException>(() => ContentSniffer.Sniff(new("-"), _zip));
        Assert.Equal("standard input: cannot read a ZIP archive; unpack it and import the files", refusal.Message);
    }

    [Theory]
    [InlineData("{\"type\":\"error\"}")]
    [InlineData("[2,\"insert\",{}]")]
    [InlineData("\ufeff\n {\"type\":\"error\"}")]
    [InlineData("no fact")]
    [InlineData("BZ")]
    [InlineData("")]
    public void LinesAreLinesWhateverTheNameIs(string text) =>
        Assert.Equal(Packing.None, ContentSniffer.Sniff(new("facts.ndjson"), Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task ARefusalMakesNothing()
    {
        using var place = new Workplace();
        string good = place.Write("good", Samples.Error(1));
        Ran ran = await place.RunAsync("import", good, place.Write("facts.xz", _xz));
        Assert.Equal((2, ""), (ran.Code, ran.Text));
        Assert.Contains("cannot read xz; use: xzcat ", ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Data), "no input may be taken if another one cannot be");
    }

    [Fact]
    public async Task AnArchiveInsideIsRefusedToo()
    {
        using var place = new Workplace();
        string tar = place.Write("facts.tar.gz", Samples.Gzip(Encoding.Latin1.GetString(Tar())));
        Ran ran = await place.RunAsync("import", tar);
        Assert.Equal(2, ran.Code);
        Assert.Contains($"cannot read a tar archive; use: zcat {tar} | tar -xOf - | replaygraph import -", ran.Error, StringComparison.Ordinal);

        string twice = place.Write("facts.gz.zst", Zstandard(Samples.Gzip(Samples.Error(1))));
        ran = await place.RunAsync("import", twice);
        Assert.Equal(2, ran.Code);
        Assert.Contains($"compressed twice; use: zstdcat {twice} | replaygraph import -", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("facts.ndjson.zst")]
    [InlineData("facts.ndjson")]
    public async Task ZstandardIsRead(string name)
    {
        using var place = new Workplace();
        byte[] frames = [.. Zstandard(Samples.Errors(0, 1500)), .. Zstandard(Samples.Errors(1500, 500))];
        Ran ran = await place.RunAsync("import", place.Write(name, frames));
        Assert.Equal(0, ran.Code);
        Assert.Contains("2,000 new, 0 duplicates, 0 expired, 0 rejected", ran.Error, StringComparison.Ordinal);
        ran = await place.RunAsync(frames, default, "import", "-");
        Assert.Contains("standard input: 0 new, 2,000 duplicates", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASkippableFrameMayComeFirst()
    {
        using var place = new Workplace();
        byte[] frames = [0x53, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4, .. Zstandard(Samples.Errors(0, 10))];
        Ran ran = await place.RunAsync("import", place.Write("facts", frames));
        Assert.Contains("10 new, 0 duplicates, 0 expired, 0 rejected", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DamagedZstandardIsSaid(bool isCut)
    {
        using var place = new Workplace();
        byte[] bytes = Zstandard(Samples.Errors(0, 2000));
        if (isCut)
        {
            bytes = bytes[..(bytes.Length / 2)];
        }
        else
        {
            bytes.AsSpan(bytes.Length / 2, 20).Fill(0xff);
        }

        Ran ran = await place.RunAsync("import", place.Write("facts.zst", bytes));
        Assert.Equal(2, ran.Code);
        Assert.Contains("facts.zst: ", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", ran.Error, StringComparison.Ordinal);
    }

    private static byte[] Tar()
    {
        byte[] tar = new byte[512];
        "facts.ndjson"u8.CopyTo(tar);
        "ustar"u8.CopyTo(tar.AsSpan(257));
        return tar;
    }

    private static byte[] Zstandard(string text) => Zstandard(Encoding.UTF8.GetBytes(text));

    private static byte[] Zstandard(byte[] bytes)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(bytes).ToArray();
    }
}
