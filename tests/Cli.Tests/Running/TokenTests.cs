namespace ReplayGraph.Cli.Tests.Running;

/// <summary>Tokens: where they come from, and what is said when a server does not want them.</summary>
public sealed class TokenTests
{
    private const string Nothing = """{"replays":[],"total":0}""";

    [Fact]
    public async Task AFileHoldsOne()
    {
        await using var server = new StubServer(_ => (200, Nothing));
        using var place = new Workplace();
        string file = place.Write("token", "secret\n# of the staging server\n");
        await place.RunAsync("lookup", "--issue", "1", "--server", server.Address.ToString(), "--token-file", file);
        Assert.Equal("Bearer secret", Assert.Single(server.Requests).Authorization);
    }

    [Theory]
    [InlineData("--token and --token-file: use only one of them", "--token", "a", "--token-file", "b")]
    [InlineData("--token: a token is one word of printable ASCII characters", "--token", "two words")]
    [InlineData("--token: a token is one word of printable ASCII characters", "--token", "")]
    public async Task WhatCannotBeOneIsSaid(string sentence, params string[] args)
    {
        using var place = new Workplace();
        Ran ran = await place.RunAsync(["lookup", "--issue", "1", "--server", "http://127.0.0.1:1", .. args]);
        Assert.Equal((2, $"replaygraph: {sentence}\n"), (ran.Code, ran.Error));
    }

    [Theory]
    [InlineData(
        401,
        "Send a token: Authorization: Bearer <token>.",
        false,
        "the server requires a token: use --token-file, --token or REPLAYGRAPH_TOKEN")]
    [InlineData(
        401,
        "Unknown token.",
        true,
        "the server rejected this token; check --token-file, --token or REPLAYGRAPH_TOKEN")]
    [InlineData(
        403,
        "The token belongs to another organization.",
        true,
        "not allowed for organization 'acme' (--org): The token belongs to another organization")]
    [InlineData(
        404,
        "There is one organization, default.",
        false,
        "not found for organization 'acme'; check --server and --org: There is one organization, default")]
    [InlineData(404, null, false, "a server answered, but it is not ReplayGraph; check --server")]
    [InlineData(418, "Short and stout.", false, "418: Short and stout")]
    [InlineData(500, null, false, "500 Internal Server Error")]
    public async Task ARefusalNamesTheOptionsOfTheCommandLine(int status, string? detail, bool hasToken, string sentence)
    {
        await using var server = new StubServer(_ => (status, detail is null ? "<html>" : $$"""{"detail":"{{detail}}"}"""));
        using var place = new Workplace();
        string facts = place.Write("facts", Samples.Error(1));
        string[] where = ["--server", server.Address.ToString(), "--org", "acme", .. hasToken ? (string[])["--token", "t"] : []];
        foreach (string[] command in (string[][])[["import", facts], ["lookup", "--issue", "1"]])
        {
            Ran ran = await place.RunAsync([.. command, .. where]);
            Assert.Equal((3, $"replaygraph: {server.Address}: {sentence}\n"), (ran.Code, ran.Error));
        }
    }
}
