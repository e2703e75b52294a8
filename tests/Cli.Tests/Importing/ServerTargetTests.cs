using ReplayGraph.Cli.Tests.Running;

namespace ReplayGraph.Cli.Tests.Importing;

public sealed class ServerTargetTests
{
    private static readonly string[] _mixed =
    [
        Samples.Error(1), "", Samples.EventStream, "no fact", Samples.ReplayTopic, Samples.Error(2), "[]", Samples.Segment,
    ];

    [Fact]
    public async Task EachFormatGoesWhereItBelongs()
    {
        await using var server = new StubServer(_ => (200, """{"accepted":1,"duplicates":2,"refused":[],"expired":4,"ignored":8}"""));
        using var place = new Workplace();
        string file = place.Write("mixed", string.Join('\n', _mixed));
        Ran ran = await place.RunAsync("import", file, "--server", server.Address.ToString(), "--org", "acme", "--token", "secret");

        Assert.Equal(0, ran.Code);
        Assert.Equal(
            [
                ("/api/v1/acme/facts", string.Join('\n', _mixed[0], _mixed[3], _mixed[5], _mixed[7], "")),
                ("/api/v1/acme/sentry/events", string.Join('\n', _mixed[2], _mixed[6], "")),
                ("/api/v1/acme/sentry/replays", string.Join('\n', _mixed[4], "")),
            ],
            server.Requests.Select(request => (request.Path, request.Body)));
        Assert.All(server.Requests, request => Assert.Equal(
            ("application/x-ndjson", "Bearer secret", false), (request.ContentType, request.Authorization, request.IsGzip)));
        Assert.Contains("3 new, 6 duplicates, 12 expired, 0 rejected, 24 without a fact", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedLinesAreThoseOfTheFile()
    {
        await using var server = new StubServer(request => request.Path switch
        {
            "/api/v1/default/facts" =>
                (200, """{"accepted":3,"duplicates":0,"refused":[{"line":2,"error":"no JSON"}],"refused_total":7}"""),
            "/api/v1/default/sentry/events" =>
                (400, """{"detail":"No fact","refused":[{"line":1,"field":"a","error":"x"},{"line":2,"error":"y"}]}"""),
            _ => (200, """{"accepted":1,"duplicates":0,"refused":[]}"""),
        });
        using var place = new Workplace();
        string file = place.Write("mixed", string.Join('\n', _mixed));
        Ran ran = await place.RunAsync("import", file, "--server", server.Address.ToString());
        Assert.Equal(1, ran.Code);
        Assert.StartsWith($"{file}:3: a: x\n{file}:4: no JSON\n{file}:7: y\n", ran.Error, StringComparison.Ordinal);
        Assert.Contains("4 new, 0 duplicates, 0 expired, 9 rejected", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CompressesWhenAsked()
    {
        await using var server = new StubServer(_ => (200, """{"accepted":5,"duplicates":0,"refused":[]}"""));
        using var place = new Workplace();
        await place.RunAsync("import", place.Write("facts", Samples.Errors(0, 5)), "--server", server.Address.ToString(), "--gzip");
        StubRequest request = Assert.Single(server.Requests);
        Assert.True(request.IsGzip);
        Assert.Equal(Samples.Errors(0, 5), request.Body);
    }

    [Fact]
    public async Task ABusyServerIsAskedAgain()
    {
        int calls = 0;
        await using var server = new StubServer(_ => ++calls < 3
            ? (calls == 1 ? 503 : 429, "")
            : (200, """{"accepted":1,"duplicates":0,"refused":[]}"""));
        using var place = new Workplace();
        Ran ran = await place.RunAsync("import", place.Write("facts", Samples.Error(1)), "--server", server.Address.ToString());
        Assert.Equal((0, 3), (ran.Code, calls));
        Assert.Contains("1 new", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    [InlineData("""{"accepted":"many","refused":[]}""")]
    [InlineData("""{"refused":[{"line":99,"error":"x"}]}""")]
    [InlineData("""{"refused":[{"error":"x"}]}""")]
    public async Task AnAnswerThatIsNotUnderstoodIsSaid(string answer)
    {
        await using var server = new StubServer(_ => (200, answer));
        using var place = new Workplace();
        Ran ran = await place.RunAsync("import", place.Write("facts", Samples.Error(1)), "--server", server.Address.ToString());
        Assert.Equal(3, ran.Code);
        Assert.Contains("cannot be read", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyThereIsSaidAtOnce()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync("import", place.Write("facts", Samples.Error(1)), "--server", place.DefaultServer.ToString());
        Assert.Equal(3, ran.Code);
        Assert.Contains("http://127.0.0.1:1/: cannot reach the server: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerGoesByItsOwnClock()
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync(
            "import", place.Write("facts", ""), "--server", place.DefaultServer.ToString(), "--received", "2026-11-18T00:00:00Z");
        Assert.Equal(2, ran.Code);
    }
}
