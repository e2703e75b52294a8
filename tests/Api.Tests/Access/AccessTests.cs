using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Tests.OpenApi;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.Access;

/// <summary>A server with two organizations.</summary>
public sealed class TokenServer : IAsyncLifetime
{
    private static readonly (string Organization, string Token, string Scopes, string? Projects)[] _tokens =
    [
        ("acme", "acme-admin-token-000", "admin", null),
        ("acme", "acme-read-token-0000", "read", null),
        ("acme", "acme-ingest-token-00", "ingest", null),
        ("acme", "acme-limited-token-0", "read,ingest", "1"),
        ("acme", "acme-limited-admin-0", "admin", "1"),
        ("beta", "beta-admin-token-000", "admin", null),
    ];

    private ApiProcess? _api;

    public HttpClient Client => _api!.Client;

    public string Greeting => _api!.Greeting;

    public async Task InitializeAsync()
    {
        var args = new List<string>();
        for (int i = 0; i < _tokens.Length; i++)
        {
            string path = $"--ReplayGraph:Organizations:{_tokens[i].Organization}:Tokens:{i}:";
            args.AddRange([path + "Hash", TokenHash.Of(_tokens[i].Token), path + "Scopes", _tokens[i].Scopes]);
            if (_tokens[i].Projects is { } projects)
            {
                args.AddRange([path + "Projects", projects]);
            }
        }

        const string key = "--ReplayGraph:Organizations:acme:Keys:0:";
        args.AddRange([key + "Key", new('a', 32), key + "Project", "1"]);
        _api = await ApiProcess.StartAsync(null, [.. args]);
        await SendAsync("POST", "/api/v1/acme/facts", "acme-ingest-token-00", string.Join('\n',
            Calls.Segment(Calls.Id(6, 1)), Calls.Error(Calls.Id(6, 11), 1, Calls.Id(6, 1)),
            Calls.Segment(Calls.Id(6, 2), project: 2),
            Calls.Error(Calls.Id(6, 12), 1, Calls.Id(6, 2), project: 2),
            Calls.Error(Calls.Id(6, 13), 1, Calls.Id(6, 2)), Calls.Segment(Calls.Id(6, 3), project: 2)));
    }

    public async Task DisposeAsync() => await _api!.DisposeAsync();

    internal Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(string method, string path, string? token, string? body = null) =>
        Client.SendAsync(
            method, path, body is null ? null : Calls.Lines(body), token is null ? [] : [("Authorization", "Bearer " + token)]);
}

public sealed class AccessTests(TokenServer server) : IClassFixture<TokenServer>
{
    private readonly TokenServer _server = server;

    [Theory]
    [InlineData("GET", "acme/issues/1/replays", null, 401)]
    [InlineData("GET", "acme/issues/1/replays", "wrong", 401)]
    [InlineData("GET", "acme/issues/1/replays", "acme-admin-token-000", 200)]
    [InlineData("GET", "acme/issues/1/replays", "acme-read-token-0000", 200)]
    [InlineData("GET", "acme/issues/1/replays", "acme-ingest-token-00", 403)]
    [InlineData("GET", "beta/issues/1/replays", "acme-admin-token-000", 403)]
    [InlineData("GET", "none/issues/1/replays", "acme-admin-token-000", 403)]
    [InlineData("GET", "default/issues/1/replays", "acme-admin-token-000", 403)]
    [InlineData("GET", "beta/issues/1/replays", "beta-admin-token-000", 200)]
    [InlineData("GET", "acme/coverage", "acme-ingest-token-00", 403)]
    [InlineData("GET", "acme/coverage/events?outcome=linked", "acme-ingest-token-00", 403)]
    [InlineData("GET", "acme/replays/00000006000000000000000000000001", "acme-ingest-token-00", 403)]
    [InlineData("GET", "acme/replays/00000006000000000000000000000001", "beta-admin-token-000", 403)]
    [InlineData("GET", "beta/replays/00000006000000000000000000000001", "beta-admin-token-000", 404)]
    [InlineData("GET", "acme/nodes/issue/1/edges", null, 401)]
    [InlineData("POST", "acme/facts", "acme-read-token-0000", 403)]
    [InlineData("POST", "acme/facts", null, 401)]
    [InlineData("POST", "acme/sentry/events", "acme-read-token-0000", 403)]
    [InlineData("POST", "acme/sentry/replays", "beta-admin-token-000", 403)]
    [InlineData("POST", "acme/lookup", "acme-ingest-token-00", 403)]
    [InlineData("DELETE", "acme/replays/0000000600000000000000000000000f", "acme-read-token-0000", 403)]
    [InlineData("DELETE", "acme/replays/0000000600000000000000000000000f", "acme-ingest-token-00", 403)]
    [InlineData("DELETE", "acme/replays/0000000600000000000000000000000f", "acme-limited-admin-0", 404)]
    [InlineData("DELETE", "acme/replays/00000006000000000000000000000003", "acme-limited-admin-0", 404)]
    public async Task LetsInWhoMay(string method, string path, string? token, int expected)
    {
        string? body = method == "POST" ? "{}" : null;
        (HttpStatusCode status, JsonElement answer) = await _server.SendAsync(method, "/api/v1/" + path, token, body);
        Assert.True(expected == (int)status, $"{(int)status} {answer}");
    }

    [Fact]
    public async Task SaysTheSameOfForeignAndOfUnknownOrganizations()
    {
        (_, JsonElement foreign) = await _server.SendAsync("GET", "/api/v1/beta/issues/1/replays", "acme-admin-token-000");
        (_, JsonElement unknown) = await _server.SendAsync("GET", "/api/v1/gamma/issues/1/replays", "acme-admin-token-000");
        Assert.Equal(foreign.GetRawText(), unknown.GetRawText());
    }

    [Fact]
    public async Task AsksForAToken()
    {
        using HttpResponseMessage answer = await _server.Client.RawAsync("GET", "/api/v1/acme/issues/1/replays");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.DoesNotContain("DSN", _server.Greeting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShowsOnlyTheProjectsOfAToken()
    {
        const string limited = "acme-limited-token-0";
        (_, JsonElement all) = await _server.SendAsync("GET", "/api/v1/acme/issues/1/replays", "acme-read-token-0000");
        Assert.Equal(2, all.GetProperty("total").GetInt32());
        (_, JsonElement some) = await _server.SendAsync("GET", "/api/v1/acme/issues/1/replays", limited);
        Assert.Equal([Calls.Id(6, 1)], some.Replays());
        (HttpStatusCode hidden, _) = await _server.SendAsync("GET", $"/api/v1/acme/replays/{Calls.Id(6, 2)}", limited);
        Assert.Equal(HttpStatusCode.NotFound, hidden);
        (hidden, _) = await _server.SendAsync("GET", $"/api/v1/acme/nodes/replay/{Calls.Id(6, 2)}/edges?kind=event", limited);
        Assert.Equal(HttpStatusCode.NotFound, hidden);
        (_, JsonElement coverage) = await _server.SendAsync("GET", "/api/v1/acme/coverage", limited);
        Assert.All(coverage.GetProperty("coverage").EnumerateArray(), row => Assert.Equal("1", row.GetProperty("project_id").GetString()));

        (_, JsonElement linked) = await _server.SendAsync("GET", "/api/v1/acme/coverage/events?outcome=linked", limited);
        Assert.NotEmpty(linked.GetProperty("events").EnumerateArray());
        Assert.All(linked.GetProperty("events").EnumerateArray(), one => Assert.Equal("1", one.GetProperty("project_id").GetString()));

        const string count = "/api/0/organizations/acme/replay-count/?query=";
        (_, JsonElement counted) = await _server.SendAsync("GET", count + "issue.id:[1]", limited);
        Assert.Equal("{\"1\":1}", counted.GetRawText());
        (HttpStatusCode foreign, JsonElement detail) = await _server.SendAsync("GET", count + "issue.id:[1]&project=2", limited);
        Assert.Equal(HttpStatusCode.Forbidden, foreign);
        Assert.True(detail.TryGetProperty("detail", out _));
        (HttpStatusCode none, _) = await _server.SendAsync("GET", count + "issue.id:[1]", null);
        Assert.Equal(HttpStatusCode.Unauthorized, none);
    }

    [Fact]
    public async Task TakesNothingOfABodyWithForeignProjects()
    {
        string mixed = Calls.Error(Calls.Id(6, 21), 2, Calls.Id(6, 1)) + "\n" + Calls.Error(Calls.Id(6, 22), 2, Calls.Id(6, 1), project: 2);
        (HttpStatusCode status, JsonElement problem) = await _server.SendAsync("POST", "/api/v1/acme/facts", "acme-limited-token-0", mixed);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("project 2", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (_, JsonElement links) = await _server.SendAsync("GET", "/api/v1/acme/issues/2/replays", "acme-read-token-0000");
        Assert.Equal(0, links.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData('a', 1, 200)]
    [InlineData('a', 2, 403)]
    [InlineData('b', 1, 403)]
    public async Task TakesTheKeysOfProjects(char digit, int project, int expected)
    {
        (HttpStatusCode status, _) = await _server.Client.SendAsync(
            "POST", $"/api/{project}/envelope/?sentry_key={new string(digit, 32)}", new StringContent("{}\n{\"type\":\"session\"}\n{}\n"));
        Assert.Equal(expected, (int)status);
    }

    [Fact]
    public async Task TheDocumentSaysWhatEachCallAsksFor()
    {
        (_, JsonElement document) = await _server.SendAsync("GET", "/openapi/v1.json", null);
        foreach ((string method, string path, JsonElement call) in DocumentTests.Operations(document))
        {
            string at = path.Replace("{org}", "acme").Replace("{project}", "1").Replace("{kind}", "issue").Replace("{name}", "x")
                .Replace("{id}", "1");
            string? body = method == "POST" ? "{}" : null;
            string schemes = string.Join(' ', call.GetProperty("security").EnumerateArray()
                .Select(requirement => requirement.EnumerateObject().Single().Name));
            string description = call.TryGetProperty("description", out JsonElement said) ? said.GetString()! : "";
            HttpStatusCode status = (await _server.Client.RawAsync(method, at, body is null ? null : Calls.Json(body))).StatusCode;
            switch (schemes)
            {
                case "token":
                    Assert.Equal((path, HttpStatusCode.Unauthorized), (path, status));
                    bool takesIngest = description.Contains("`ingest`", StringComparison.Ordinal);
                    string other = takesIngest ? "acme-read-token-0000" : "acme-ingest-token-00";
                    Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await _server.SendAsync(method, at, other, body)).Status));
                    break;
                case "sentryAuth dsnKey":
                    Assert.Equal((path, HttpStatusCode.Unauthorized), (path, status));
                    break;
                default:
                    Assert.Equal((path, "", HttpStatusCode.OK), (path, schemes, status));
                    break;
            }
        }
    }

    [Fact]
    public async Task WhatDescribesTheCallsIsForAnybody()
    {
        foreach (string path in (string[])["/openapi/v1.json", "/docs"])
        {
            Assert.Equal(HttpStatusCode.OK, (await _server.Client.RawAsync("GET", path)).StatusCode);
        }
    }
}
