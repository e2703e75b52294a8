using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>Lists of replays in pages of other sites.</summary>
public sealed class EmbedTests
{
    private const string Embed = "an-embed-token-000", Limited = "a-limited-embed-00", Other = "another-embed-0000", Reader = "a-reader-token-000",
        Admin = "an-admin-token-000";

    private const string Site = "https://issues.example", Second = "http://localhost:3000", Foreign = "https://evil.example";
    private const string Hostile = "<script>alert(1)</script>\"'&\u202Egnp\U0001F600";
    private const string Issue = "/embed/acme/issues/5";

    private static readonly IFact[] _facts =
    [
        Make.Segment(1, start: -60, urls: ["/pay"]) with { UserEmail = "ann@example.com", Environment = "production" },
        Make.Error(1, issue: 5, trace: 7, replay: 1, at: -58, transaction: "GET /pay"),
        Make.Error(2, issue: 6, trace: 8),
    ];

    [Theory]
    [InlineData(Embed, Site, HttpStatusCode.OK)]
    [InlineData(Embed, Second, HttpStatusCode.OK)]
    [InlineData(Embed, Foreign, HttpStatusCode.Forbidden)]
    [InlineData(Embed, "https://issues.example:8443", HttpStatusCode.Forbidden)]
    [InlineData(Embed, "http://issues.example", HttpStatusCode.Forbidden)]
    [InlineData(Embed, "null", HttpStatusCode.Forbidden)]
    [InlineData(Embed, null, HttpStatusCode.Forbidden)]
    [InlineData(Limited, Second, HttpStatusCode.Forbidden)]
    [InlineData(Other, Site, HttpStatusCode.Forbidden)]
    [InlineData(Reader, Site, HttpStatusCode.Forbidden)]
    [InlineData(Admin, Site, HttpStatusCode.Forbidden)]
    [InlineData("an-unknown-token", Site, HttpStatusCode.Unauthorized)]
    [InlineData(null, Site, HttpStatusCode.Unauthorized)]
    public async Task AScript_IsAnswered_WithATokenOfItsOrigin(string? token, string? origin, HttpStatusCode expected)
    {
        await using PageServer server = await StartAsync(_facts);
        (HttpStatusCode status, string body, Func<string, string> header) = await AskAsync(server, Issue, token, origin);
        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK, body.Contains(World.Replay(1).ToString(), StringComparison.Ordinal));
        Assert.Equal(origin is Site or Second ? origin : "", header("Access-Control-Allow-Origin"));
        Assert.Equal("", header("Access-Control-Allow-Credentials"));
        Assert.Equal("no-store", header("Cache-Control"));
        Assert.Contains("Origin", header("Vary"), StringComparison.Ordinal);
        Assert.Equal("", header("Set-Cookie"));
        Assert.True(JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()!.Length > 10);
    }

    [Theory]
    [InlineData(Site, Site, "GET")]
    [InlineData(Foreign, "", "")]
    [InlineData("null", "", "")]
    public async Task APreflight_AllowsTheOriginsOfTokens(string origin, string allowed, string methods)
    {
        await using PageServer server = await StartAsync(_facts);
        (HttpStatusCode status, _, Func<string, string> header) = await AskAsync(server, Issue, null, origin, HttpMethod.Options);
        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal(
            (allowed, methods, methods.Length == 0 ? "" : "authorization"),
            (header("Access-Control-Allow-Origin"), header("Access-Control-Allow-Methods"), header("Access-Control-Allow-Headers")));
        (_, _, header) = await AskAsync(server, "/embed/nowhere/issues/5", null, origin, HttpMethod.Options);
        Assert.Equal("", header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(Embed, HttpStatusCode.OK, $"{Second} {Site};")]
    [InlineData(Limited, HttpStatusCode.NotFound, $"{Site};")]
    [InlineData(Other, HttpStatusCode.Forbidden, $"{Second} {Site};")]
    [InlineData(Reader, HttpStatusCode.Forbidden, $"{Second} {Site};")]
    [InlineData("x", HttpStatusCode.Unauthorized, $"{Second} {Site};")]
    [InlineData("", HttpStatusCode.Unauthorized, $"{Second} {Site};")]
    public async Task AFrame_IsShownByTheOriginsOfItsToken(string token, HttpStatusCode expected, string ancestors)
    {
        await using PageServer server = await StartAsync(_facts);
        (HttpStatusCode status, string html, Func<string, string> header) =
            await AskAsync(server, $"{Issue}?token={token}", null, null, accept: "text/html");
        Assert.Equal(expected, status);
        Assert.Contains($"default-src 'none'; style-src 'self'", header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Contains($"frame-ancestors {ancestors}", header("Content-Security-Policy") + ";", StringComparison.Ordinal);
        Assert.Equal(("no-referrer", "no-store", ""), (header("Referrer-Policy"), header("Cache-Control"), header("Set-Cookie")));
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Equal(expected == HttpStatusCode.OK, html.Contains("ann@example.com", StringComparison.Ordinal));
        Assert.Matches("<p role=\"status\">[^<]{10,}</p>", html);
    }

    [Theory]
    [InlineData("issues/5")]
    [InlineData("events/00000000000000000000000000000001")]
    [InlineData("traces/{0}")]
    [InlineData("transactions?name=GET%20%2Fpay")]
    public async Task EveryKindOfNode_IsListed(string node)
    {
        await using PageServer server = await StartAsync(_facts);
        string path = "/embed/acme/" + node.Replace("{0}", World.Trace(7).ToString(), StringComparison.Ordinal)
            .Replace("00000000000000000000000000000001", World.Event(1).ToString(), StringComparison.Ordinal);
        (HttpStatusCode status, string body, _) = await AskAsync(server, path, Embed, Site);
        Assert.Equal(HttpStatusCode.OK, status);
        JsonElement answer = JsonDocument.Parse(body).RootElement;
        JsonElement row = Assert.Single(answer.GetProperty("replays").EnumerateArray());
        Assert.StartsWith("1 replay shows this ", answer.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ($"/explore/acme/replays/{World.Replay(1)}", "ReplayGraph", "1 h ago, 10 min 0 s long", "+2:00", "ann@example.com", "/pay · production"),
            (Text("url"), Text("opens"), Text("when"), Text("moment"), Text("who"), Text("where")));
        Assert.Equal("tagged", row.GetProperty("evidence")[0].GetProperty("word").GetString());

        string Text(string name) => row.GetProperty(name).GetString()!;
    }

    [Theory]
    [InlineData("issues/6", HttpStatusCode.OK, "No replay shows this issue.")]
    [InlineData("issues/7", HttpStatusCode.NotFound, "Nothing is known of this issue")]
    [InlineData("issues/x", HttpStatusCode.BadRequest, "is not a valid issue")]
    [InlineData("transactions", HttpStatusCode.BadRequest, "a transaction name must have")]
    public async Task WhatHasNoReplay_IsSaidInWords(string node, HttpStatusCode expected, string message)
    {
        await using PageServer server = await StartAsync(_facts);
        (HttpStatusCode status, string body, _) = await AskAsync(server, "/embed/acme/" + node, Embed, Site);
        Assert.Equal(expected, status);
        Assert.Contains(message, JsonDocument.Parse(body).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReplayOfAnotherProject_IsNotListed()
    {
        await using PageServer server = await StartAsync([.. _facts, Make.Error(9, issue: 5, replay: 9, project: 2), Make.Segment(9, project: 2)]);
        (_, string body, _) = await AskAsync(server, Issue, Limited, Site);
        Assert.Equal(
            [World.Replay(9).ToString()],
            JsonDocument.Parse(body).RootElement.GetProperty("replays").EnumerateArray().Select(row => row.GetProperty("id").GetString()!));
        Assert.DoesNotContain("ann@", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEmbedToken_OpensNothingElse()
    {
        await using PageServer server = await StartAsync(_facts);
        string[] closed =
        [
            "/api/v1/acme/issues/5/replays", $"/api/v1/acme/replays/{World.Replay(1)}", "/api/v1/acme/coverage", "/explore/acme/issues/5",
            $"/explore/acme/replays/{World.Replay(1)}", "/explore/acme/coverage", "/api/0/organizations/acme/replay-count/?query=issue.id:%5B5%5D",
        ];
        foreach (string path in closed)
        {
            (HttpStatusCode status, string body, _) = await AskAsync(server, path, Embed, null, accept: "text/html");
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, status));
            Assert.DoesNotContain(World.Replay(1).ToString(), body, StringComparison.Ordinal);
            string query = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(server, $"{path}{query}token={Reader}", null, null, accept: "text/html")).Status);
        }

        (_, string? location, string html) = await server.PostAsync("/explore/sign-in", fields: [("token", Embed), ("return_to", "/")]);
        Assert.Null(location);
        Assert.Contains("lacks the scope read", html, StringComparison.Ordinal);
        Assert.Empty(server.Cookies);
    }

    [Fact]
    public async Task ASignedInPerson_EmbedsNothing()
    {
        await using PageServer server = await StartAsync(_facts);
        await server.PostAsync("/explore/sign-in", fields: [("token", Reader), ("return_to", "/")]);
        Assert.NotEmpty(server.Cookies);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(server, Issue, null, Site)).Status);
    }

    [Fact]
    public async Task TextsOfFacts_AreTexts()
    {
        await using PageServer server = await StartAsync(
            Make.Error(1, issue: 5, replay: 1), Make.Segment(1, urls: [Hostile]) with { UserName = Hostile, Environment = Hostile });
        (_, string html, _) = await AskAsync(server, $"{Issue}?token={Embed}", null, null, accept: "text/html");
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        (_, string json, _) = await AskAsync(server, Issue, Embed, Site);
        Assert.DoesNotContain("<script", json, StringComparison.Ordinal);
        JsonElement row = JsonDocument.Parse(json).RootElement.GetProperty("replays")[0];
        Assert.Equal((Hostile, $"{Hostile} · {Hostile}"), (row.GetProperty("who").GetString(), row.GetProperty("where").GetString()));
    }

    [Fact]
    public async Task TheProduct_IsOpenedIfThereIsATemplate()
    {
        await using PageServer server = await StartAsync(_facts);
        ReplayGraphOptions options = Options with { LinkTemplates = [new(null, null, "Sentry", "https://acme.sentry.io")] };
        await using PageServer linked = await PageServer.WithOptionsAsync(options, _facts);
        (_, string json, _) = await AskAsync(linked, Issue, Embed, Site);
        JsonElement row = JsonDocument.Parse(json).RootElement.GetProperty("replays")[0];
        Assert.Equal(
            ($"https://acme.sentry.io/replays/{World.Replay(1)}/?t=105", "Sentry"), (row.GetProperty("url").GetString(), row.GetProperty("opens").GetString()));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK, "")]
    [InlineData("http://localhost:3000", HttpStatusCode.OK, "http://localhost:3000")]
    [InlineData(Foreign, HttpStatusCode.Forbidden, "")]
    public async Task WithoutOrganizations_PagesOfThisMachineEmbed(string? origin, HttpStatusCode expected, string allowed)
    {
        await using PageServer server = await PageServer.OpenAsync(_facts);
        (HttpStatusCode status, _, Func<string, string> header) = await AskAsync(server, "/embed/default/issues/5", null, origin, accept: "text/html");
        Assert.Equal((expected, allowed), (status, header("Access-Control-Allow-Origin")));
        Assert.Contains("frame-ancestors http://localhost:* ", header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheComponent_IsOneSmallFile_ThatAnyPageMayLoad()
    {
        await using PageServer server = await StartAsync(_facts);
        (HttpStatusCode status, string script, Func<string, string> header) = await AskAsync(server, "/embed.js", null, Foreign);
        Assert.Equal((HttpStatusCode.OK, "*", "cross-origin"), (status, header("Access-Control-Allow-Origin"), header("Cross-Origin-Resource-Policy")));
        Assert.InRange(script.Length, 1000, 6000);
        foreach (string sink in new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "import " })
        {
            Assert.DoesNotContain(sink, script, StringComparison.Ordinal);
        }
    }

    private static ReplayGraphOptions Options => new()
    {
        Organizations =
        [
            new(
                World.Organization,
                [
                    Token(Embed, Scopes.Embed) with { Origins = new HashSet<string> { Site, Second } },
                    Token(Limited, Scopes.Embed) with { Origins = new HashSet<string> { Site }, Projects = new HashSet<ProjectId> { World.Project(2) } },
                    Token(Reader, Scopes.Read),
                    Token(Admin, Scopes.Admin | Scopes.Read | Scopes.Ingest),
                ],
                []),
            new(OrganizationId.Parse("other"), [Token(Other, Scopes.Embed) with { Origins = new HashSet<string> { Site } }], []),
        ],
    };

    private static ApiTokenOptions Token(string text, Scopes scopes) => new(Convert.FromHexString(TokenHash.Of(text)), scopes, null, "");

    private static Task<PageServer> StartAsync(params IFact[] facts) => PageServer.WithOptionsAsync(Options, facts);

    private static async Task<(HttpStatusCode Status, string Body, Func<string, string> Header)> AskAsync(
        PageServer server, string path, string? token, string? origin, HttpMethod? method = null, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        if (token is not null)
        {
            request.Headers.Add("Authorization", "Bearer " + token);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        HttpResponseMessage answer = await server.Client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), name =>
            answer.Headers.TryGetValues(name, out IEnumerable<string>? values) || answer.Content.Headers.TryGetValues(name, out values)
                ? string.Join(", ", values)
                : "");
    }
}
