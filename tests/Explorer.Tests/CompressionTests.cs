using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Explorer.Tests;

/// <summary>Pages and their files are compressed for those who take it.</summary>
public sealed partial class CompressionTests
{
    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("zstd, gzip;q=0", "")]
    [InlineData("identity", "")]
    [InlineData("", "")]
    public async Task TheBestThatTheClientTakes(string accepted, string expected)
    {
        await using PageServer server = await PageServer.OpenAsync(Make.Error(1, issue: 5, replay: 1), Make.Segment(1));
        (_, _, string plain) = await GetAsync(server, "/explore/default/issues/5", "identity");
        (string coding, int length, string html) = await GetAsync(server, "/explore/default/issues/5", accepted);
        Assert.Equal((expected, plain), (coding, html));
        Assert.Equal(expected.Length > 0, length < html.Length / 2);

        string sheet = Sheet().Match(html).Groups[1].Value;
        (_, _, plain) = await GetAsync(server, sheet, "identity");
        (coding, length, string text) = await GetAsync(server, sheet, accepted);
        Assert.Equal((expected, plain), (coding, text));
        Assert.Equal(expected.Length > 0, length < text.Length / 2);
    }

    private static async Task<(string Coding, int Length, string Text)> GetAsync(PageServer server, string path, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted.Length > 0)
        {
            request.Headers.Add("Accept-Encoding", accepted);
        }

        using HttpResponseMessage answer = await server.Client.SendAsync(request);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        string coding = string.Concat(answer.Content.Headers.ContentEncoding);
        using Stream decoded = coding switch
        {
            "br" => new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress),
            "gzip" => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress),
            _ => new MemoryStream(bytes),
        };
        using var reader = new StreamReader(decoded, Encoding.UTF8);
        return (coding, bytes.Length, await reader.ReadToEndAsync());
    }

    [GeneratedRegex("rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex Sheet();
}
