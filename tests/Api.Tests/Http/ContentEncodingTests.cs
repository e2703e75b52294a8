using System.Net;
using System.Text;
using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Http;

[Collection(OpenServerTests.Name)]
public sealed class ContentEncodingTests(OpenServer server)
{
    private const int Kind = 8;
    private readonly HttpClient _client = server.Client;

    public static TheoryData<string> Encodings => ["gzip", "x-gzip", "deflate", "raw deflate", "br", "zstd", "identity", "UTF-8"];

    /// <summary>A call that takes a body, and one that it accepts.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        { Calls.Base + "facts", Calls.Error(Calls.Id(Kind, 1), 1008) },
        { Calls.Base + "sentry/events", """[2,"start_merge",{"project_id":1}]""" },
        { Calls.Base + "sentry/replays", Replay(2) },
        { Calls.Base + "lookup", """{"issues":[1008]}""" },
        { "/api/1/envelope/?sentry_key=0123456789abcdef0123456789abcdef", "{}\n{\"type\":\"session\"}\n{}\n" },
        { "/api/1/store/?sentry_key=0123456789abcdef0123456789abcdef", $$"""{"event_id":"{{Calls.Id(Kind, 3)}}"}""" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task UndoesEncodings(string encoding)
    {
        int number = 400 + (encoding.Length * encoding[0]);
        byte[] body = Encoded.As(encoding, Encoding.UTF8.GetBytes(Calls.Error(Calls.Id(Kind, number), 1001)));
        (HttpStatusCode status, JsonElement answer) = await SendAsync(body, encoding.Split(' ')[^1]);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task UndoesZstdWhereverABodyIsTaken(string path, string body)
    {
        (HttpStatusCode status, JsonElement answer) = await _client.SendAsync(
            "POST", path, new ByteArrayContent(Encoded.As("zstd", Encoding.UTF8.GetBytes(body))), ("Content-Encoding", "zstd"));
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {answer}");
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task SaysThatACompressedBodyNeedsItsHeader(string path, string body)
    {
        if (path.EndsWith("lookup", StringComparison.Ordinal))
        {
            return; // a question is small
        }

        foreach (string encoding in (string[])["gzip", "zstd", "deflate"])
        {
            byte[] once = Encoded.As(encoding, Encoding.UTF8.GetBytes(body));
            (HttpStatusCode status, JsonElement answer) = await _client.SendAsync("POST", path, new ByteArrayContent(once));
            Assert.Equal(
                (HttpStatusCode.BadRequest,
                    $"The body is compressed with {encoding}, but Content-Encoding is missing. Send Content-Encoding: {encoding}."),
                (status, answer.GetProperty("detail").GetString()));
            byte[] twice = Encoded.As(encoding, once);
            (status, answer) = await _client.SendAsync("POST", path, new ByteArrayContent(twice), ("Content-Encoding", encoding));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("compressed twice", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ReadsAllFramesOfZstd()
    {
        // Whoever appends to a compressed file makes frames; some programs put notes of their own between them.
        byte[][] facts = [.. Enumerable.Range(200, 3).Select(i => Encoding.UTF8.GetBytes(Calls.Error(Calls.Id(Kind, i), 1001) + "\n"))];
        byte[] body =
        [
            .. Encoded.Skippable([1, 2, 3]),
            .. Encoded.As("zstd", facts[0]),
            .. Encoded.As("zstd", []),
            .. Encoded.Skippable([]),
            .. Encoded.As("zstd", facts[1]),
            .. Encoded.As("zstd", facts[2]),
            .. Encoded.Skippable(new byte[100_000]),
        ];
        (HttpStatusCode status, JsonElement answer) = await SendAsync(body, "zstd");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(3, answer.GetProperty("accepted").GetInt32());
    }

    [Theory]
    [InlineData(23, HttpStatusCode.OK)]
    [InlineData(24, HttpStatusCode.BadRequest)]
    [InlineData(27, HttpStatusCode.BadRequest)]
    public async Task RefusesAZstdWindowBeyondThatOfHttp(int windowLog, HttpStatusCode expected)
    {
        byte[] fact = Encoding.UTF8.GetBytes(Calls.Error(Calls.Id(Kind, 210 + windowLog), 1001));
        (HttpStatusCode status, JsonElement answer) = await SendAsync(Encoded.Zstd(windowLog, fact), "zstd");
        Assert.Equal(expected, status);
        if (expected != HttpStatusCode.OK)
        {
            Assert.Contains("window of more than 8 MiB", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("compress", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip, br", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip, zstd", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("gzip", HttpStatusCode.BadRequest)]
    [InlineData("deflate", HttpStatusCode.BadRequest)]
    [InlineData("br", HttpStatusCode.BadRequest)]
    [InlineData("zstd", HttpStatusCode.BadRequest)]
    public async Task RefusesWhatIsNotSoEncoded(string encoding, HttpStatusCode expected)
    {
        (HttpStatusCode status, JsonElement answer) = await SendAsync("hello, this is no compressed data at all"u8.ToArray(), encoding);
        Assert.Equal(expected, status);
        string detail = answer.GetProperty("detail").GetString()!;
        Assert.Contains(encoding, detail, StringComparison.Ordinal);
        Assert.All(
            expected == HttpStatusCode.UnsupportedMediaType ? ["gzip", "deflate", "br", "zstd"] : Array.Empty<string>(),
            understood => Assert.Contains(understood, detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task RefusesACompressedBodyThatWasCutShort(string encoding)
    {
        // The cut falls after a whole line, so that nothing but the encoding can tell.
        string[] facts = [.. Enumerable.Range(1, 500).Select(i => Calls.Error(Calls.Id(800 + (encoding.Length * encoding[0]), i), 1003))];
        byte[] whole = Encoded.As(encoding, Encoding.UTF8.GetBytes(string.Join('\n', facts)));
        foreach (int cut in (int[])[2, whole.Length / 2, whole.Length - 1])
        {
            (HttpStatusCode status, _) = await SendAsync(whole[..cut], encoding.Split(' ')[^1]);
            Assert.Equal(HttpStatusCode.BadRequest, status);
        }

        // Nothing of them was kept.
        Assert.Equal(500, (await _client.IngestAsync(facts)).GetProperty("accepted").GetInt32());
    }

    [Fact]
    public async Task RefusesZstdThatIsDamaged()
    {
        byte[] whole = Encoded.As("zstd", Encoding.UTF8.GetBytes(Calls.Error(Calls.Id(Kind, 300), 1001)));
        foreach (byte[] body in (byte[][])[[.. whole, 1], [.. whole, .. "more"u8], [.. whole[..8], 0xFF, .. whole[9..]], [0x25, .. whole[1..]]])
        {
            (HttpStatusCode status, JsonElement answer) = await SendAsync(body, "zstd");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("not valid zstd", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task PutsBombsOutAtTheLimit(string encoding)
    {
        byte[] bomb = Encoded.As(encoding, Encoding.UTF8.GetBytes(new string('\n', 64 << 20)));
        (HttpStatusCode status, JsonElement answer) = await SendAsync(bomb, encoding);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.Contains("33554432", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static string Replay(int number)
    {
        string replay = Calls.Id(Kind, number);
        string payload = $$"""{"type":"replay_event","replay_id":"{{replay}}","segment_id":0,"timestamp":{{Calls.HourAgo}}}""";
        return $$"""{"type":"replay_event","start_time":{{Calls.HourAgo}},"replay_id":"{{replay}}","project_id":1,"payload":{{payload}}}""";
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(byte[] body, string encoding) =>
        _client.SendAsync("POST", Calls.Base + "facts", new ByteArrayContent(body), ("Content-Encoding", encoding));
}
