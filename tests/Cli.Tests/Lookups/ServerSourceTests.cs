using System.Text.Json;
using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Lookups;

public sealed class ServerSourceTests
{
    private const string Pending =
        """{"replay_id":"00000000000000000000000000000abc","fate":"pending","evidence":["tagged"],"events":""" +
        """1,"first_seen":"2026-11-18T11:06:41.250Z","last_seen":"2026-11-18T11:06:41.250Z"}""";

    private const string Seen = "2026-11-18T11:06:41.250Z";

    private const string Live = $$"""
        {"replay_id":"00000000000000000000000000000def","project_id":"1","fate":"live","started_at":"2026-11-18T11:06:21.250Z",
        "finished_at":"2026-11-18T11:06:51.250Z","duration_ms":30000,"evidence":["tagged"],"events":1,"first_seen":"{{Seen}}","last_seen":"{{Seen}}",
        """;

    [Fact]
    public async Task AsksWhatWasAskedAndPrintsWhatWasAnswered()
    {
        const string answer = $$"""{"replays":[{{Pending}}],"total":1}""";
        await using var server = new StubServer(_ => (200, answer));
        using var place = new Workplace();
        Ran ran = await place.RunAsync(
            "lookup", "--server", server.Address.ToString(), "--org", "acme", "--token", "t", "--json", "--issue", "17", "--issue", "6814318498608254002",
            "--transaction", "GET /ä/", "--trace", Samples.Trace.ToUpperInvariant(), "--event", Samples.Event(1), "--start", "1795000000",
            "--end", "2026-11-19T00:00:00Z", "--evidence", "trace,tagged", "--fate", "pending,live", "--sort", "recent", "--limit", "7",
            "--cursor", "abc");
        Assert.Equal((0, answer + "\n"), (ran.Code, ran.Text));
        StubRequest request = Assert.Single(server.Requests);
        Assert.Equal(("/api/v1/acme/lookup", "Bearer t", "application/json"), (request.Path, request.Authorization, request.ContentType));
        Assert.True(JsonElement.DeepEquals(
            JsonDocument.Parse($$"""
                {"issues": ["17", "6814318498608254002"], "transactions": ["GET /ä/"], "traces": ["{{Samples.Trace}}"], "events": ["{{Samples.Event(1)}}"],
                 "start": "2026-11-18T11:06:40.000Z", "end": "2026-11-19T00:00:00.000Z", "evidence": "tagged,trace", "fate": "pending,live",
                 "sort": "recent", "limit": 7, "cursor": "abc"}
                """).RootElement,
            JsonDocument.Parse(request.Body).RootElement));
    }

    [Theory]
    [InlineData("\"9223372036854775807\"")]
    [InlineData("9223372036854775807")]
    public async Task AProjectIsReadAsTextAndAsANumber(string project)
    {
        string answer = $$"""{"replays":[{{Pending.Replace("\"fate\"", $"\"project_id\":{project},\"fate\"", StringComparison.Ordinal)}}],"total":1}""";
        await using var server = new StubServer(_ => (200, answer));
        using var place = new Workplace();
        Ran ran = await place.RunAsync("lookup", "--issue", "17", "--server", server.Address.ToString(), "--json");
        Assert.Equal(0, ran.Code);
        Assert.Contains("\"project_id\":\"9223372036854775807\"", ran.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinksOfTheServerArePrinted()
    {
        const string url = "https://acme.example/r/abc?a=1&t=5";
        string answer = $$"""{"replays":[{{Live.ReplaceLineEndings("")}}"moment_ms":20000,"url":"{{url}}"},{{Pending}}],"total":2}""";
        await using var server = new StubServer(_ => (200, answer));
        using var place = new Workplace();
        Ran json = await place.RunAsync("lookup", "--issue", "17", "--server", server.Address.ToString(), "--json");
        Assert.Equal((0, answer + "\n"), (json.Code, json.Text));
        string[] lines = (await place.RunAsync("lookup", "--issue", "17", "--server", server.Address.ToString())).Text.Split('\n');
        Assert.EndsWith("\tlast_seen\turl", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("\t" + url, lines[1], StringComparison.Ordinal);
        Assert.EndsWith("\t", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheUsualServerIsAskedIfItIsThere()
    {
        await using var server = new StubServer(request => (200, request.Path == "/healthz/live" ? "{}" : """{"replays":[],"total":0}"""));
        using var place = new Workplace { DefaultServer = server.Address };
        Ran ran = await place.RunAsync("lookup", "--issue", "17");
        Assert.Equal(1, ran.Code);
        Assert.Contains($"Querying the server at {server.Address}", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SomebodyElseOnThePortIsNotAsked()
    {
        await using var server = new StubServer(_ => (404, "not here"));
        using var place = new Workplace { DefaultServer = server.Address };
        Ran ran = await place.RunAsync("lookup", "--issue", "17");
        Assert.Equal(3, ran.Code);
        Assert.Contains("name one with --server or --data", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cursor: not a valid cursor.", "--cursor: not a valid cursor")]
    [InlineData("statsPeriod: is longer than ten years.", "--stats-period: is longer than ten years")]
    [InlineData("The query is empty.", "The query is empty")]
    public async Task AParameterThatIsRefusedIsNamedAsAnOption(string detail, string sentence)
    {
        await using var server = new StubServer(_ => (400, $$"""{"detail":"{{detail}}"}"""));
        using var place = new Workplace();
        Ran ran = await place.RunAsync("lookup", "--issue", "17", "--server", server.Address.ToString());
        Assert.Equal((2, $"replaygraph: {sentence}\n"), (ran.Code, ran.Error));
    }

    [Fact]
    public async Task IdsMayBeNumbersOrStrings()
    {
        await using var server = new StubServer(_ => (200, $$"""
            {"replays":[{{Pending.Replace("\"fate\"", "\"project_id\":\"7\",\"fate\"", StringComparison.Ordinal)}},
            {{Pending.Replace("\"fate\"", "\"project_id\":7,\"fate\"", StringComparison.Ordinal)}}],"total":2}
            """));
        using var place = new Workplace();
        Ran ran = await place.RunAsync("lookup", "--issue", "17", "--server", server.Address.ToString(), "--json");
        Assert.Equal(0, ran.Code);
        Assert.Equal(2, ran.Text.Split("\"project_id\":\"7\"").Length - 1);
    }

    [Theory]
    [InlineData(400, """{"detail":"cursor: not a valid cursor."}""", 2)]
    [InlineData(403, """{"detail":"no"}""", 3)]
    [InlineData(200, "null", 3)]
    [InlineData(200, """{"replays":[{}],"total":0}""", 3)]
    [InlineData(200, """{"replays":[{"replay_id":"x"}],"total":0}""", 3)]
    [InlineData(200, """{"replays":[{"replay_id":"00000000000000000000000000000abc","project_id":"x"}],"total":0}""", 3)]
    public async Task OtherAnswersAreSaid(int status, string body, int code)
    {
        await using var server = new StubServer(_ => (status, body));
        using var place = new Workplace();
        Ran ran = await place.RunAsync("lookup", "--issue", "17", "--server", server.Address.ToString());
        Assert.Equal((code, ""), (ran.Code, ran.Text));
    }

    [Fact]
    public async Task AServerThatStaysBusyIsGivenUp()
    {
        int calls = 0;
        await using var server = new StubServer(_ => ++calls == 1
            ? (200, $$"""{"replays":[{{Pending}}],"total":2,"next_cursor":"more"}""")
            : (503, """{"detail":"too much to do"}"""));
        using var place = new Workplace { IsHasty = true };
        Ran ran = await place.RunAsync("lookup", "--issue", "17", "--server", server.Address.ToString());
        Assert.Equal((3, "", 1 + 8), (ran.Code, ran.Text, calls));
        Assert.Contains("503 Service Unavailable: too much to do", ran.Error, StringComparison.Ordinal);
        Assert.Contains("503 Service Unavailable: too much to do; retrying in 2 s\n", ran.Error, StringComparison.Ordinal);
        Assert.Contains("\"cursor\":\"more\"", server.Requests.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AConnectionThatIsLostIsTriedAgain()
    {
        await using var server = new StubServer(_ => (200, $$"""{"replays":[{{Pending}}],"total":2,"next_cursor":"more"}"""))
        {
            Answers = 1,
        };
        using var place = new Workplace { IsHasty = true };
        Ran ran = await place.RunAsync("lookup", "--issue", "17", "--server", server.Address.ToString());
        Assert.Equal((3, 1 + 8), (ran.Code, server.Requests.Count));
    }
}
