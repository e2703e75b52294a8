using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReplayGraph.Api.Access;

namespace ReplayGraph.Silo.Tests.Programs;

public sealed class DashboardTests(OpenDashboard open) : IClassFixture<OpenDashboard>
{
    private const string Admin = "an-admin-token-of-some-length";
    private const string Reader = "a-reader-token-of-some-length";

    [Fact]
    public async Task IsForAdminsAlone()
    {
        await using SiloProcess silo = await SiloProcess.Begin(
            "--ReplayGraph:Organizations:acme:Tokens:0:Hash", TokenHash.Of(Admin),
            "--ReplayGraph:Organizations:acme:Tokens:0:Scopes:0", "admin",
            "--ReplayGraph:Organizations:acme:Tokens:1:Hash", TokenHash.Of(Reader),
            "--ReplayGraph:Organizations:acme:Tokens:1:Scopes:0", "read").ServesAsync();
        const string stats = "/dashboard/ClusterStats";
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(silo, stats));
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(silo, stats, ("Authorization", "Bearer of nothing")));
        Assert.Equal(HttpStatusCode.Forbidden, await Get(silo, stats, ("Authorization", "Bearer " + Reader)));
        Assert.Equal(HttpStatusCode.OK, await Get(silo, stats, ("Authorization", "Bearer " + Admin)));
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await Get(silo, "/dashboard/GrainState?grainId=other/1&grainType=x", ("Authorization", "Bearer " + Admin)));

        const string issue = "/dashboard/GrainState?grainType=ReplayGraph.Grains.Links.IssueGrain&grainId=acme/";
        Assert.Equal(HttpStatusCode.OK, await Get(silo, issue + "4000000017", ("Authorization", "Bearer " + Admin)));
        Assert.Equal(HttpStatusCode.BadRequest, await Get(silo, issue + "ee6b2811", ("Authorization", "Bearer " + Admin)));

        Assert.Contains(
            "/explore/acme/issues/4000000017",
            await Text(silo, issue + "4000000017", ("Authorization", "Bearer " + Admin)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HasTheSignInOfThePages()
    {
        await using SiloProcess silo = await SiloProcess.Begin(
            "--ReplayGraph:Organizations:acme:Tokens:0:Hash", TokenHash.Of(Admin),
            "--ReplayGraph:Organizations:acme:Tokens:0:Scopes:0", "admin",
            "--ReplayGraph:Organizations:acme:Tokens:1:Hash", TokenHash.Of(Reader),
            "--ReplayGraph:Organizations:acme:Tokens:1:Scopes:0", "read").ServesAsync();
        const string stats = "/dashboard/ClusterStats";
        Assert.Equal(HttpStatusCode.Unauthorized, await Get(silo, "/dashboard/", ("Accept", "text/html")));
        string form = await Text(silo, "/dashboard/", ("Accept", "text/html"));
        Assert.Contains("A token with the scope admin", form, StringComparison.Ordinal);
        Assert.Contains("name=\"return_to\" value=\"/dashboard/\"", form, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, await SignIn(silo, Reader));
        Assert.Equal(HttpStatusCode.Forbidden, await Get(silo, stats));
        form = await Text(silo, "/dashboard/", ("Accept", "text/html"));
        Assert.Contains("The token lacks the scope admin.", form, StringComparison.Ordinal);
        Assert.DoesNotContain("/dashboard/", await Text(silo, "/", ("Accept", "text/html")), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await SignIn(silo, Admin));
        Assert.Equal(HttpStatusCode.OK, await Get(silo, stats));
        Assert.Equal(HttpStatusCode.OK, await Get(silo, "/dashboard/", ("Accept", "text/html")));
        Assert.Contains("href=\"/dashboard/\"", await Text(silo, "/", ("Accept", "text/html")), StringComparison.Ordinal);
        string status = await Text(silo, "/explore/acme/status", ("Accept", "text/html"));
        Assert.Contains("<h2>Silos</h2>", status, StringComparison.Ordinal);
        Assert.Contains("<bdi>Active, ", status, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Links.IssueGrain", "4000000017", "The key is the organization and the id of the issue: default/4000000017.")]
    [InlineData("Links.TransactionGrain", "", "The key is the organization and the name of the transaction: default/GET /checkout.")]
    [InlineData("Traces.AloneGrain", "1", "The key is the organization and the id of the event, 32 lower-case hex digits: default/0123")]
    [InlineData("Links.IssueGrain", "acme/1", "'acme/1' is not of your organization.")]
    [InlineData("Links.IssueGrain", "default/1", "unknown: no fact names this node; compare the key")]
    [InlineData("Links.IssueGrain", "default/2", "known; no replay shows it")]
    [InlineData("Links.IssueGrain", "default/3", "edges 1 to 100 of 120; all of them, in pages: /explore/default/issues/3?fate=any")]
    [InlineData("Links.TransactionGrain", "default/a&b=c?d e+f%23g", "Transaction default/a&b=c?d e+f#g")]
    [InlineData("Traces.TraceGrain", "default/00000009000000000000000000000001", "unknown: no fact names this node")]
    [InlineData("Events.EventGrain", "default/00000009000000000000000000000001", "unknown: no fact names this node")]
    [InlineData("Replays.ReplayGrain", "default/00000009000000000000000000000001", "unknown: no fact names this node")]
    [InlineData(null, "default/x", "write %23 instead")]
    public async Task ShowsWhatItsPageCanShow(string? type, string key, string expected)
    {
        SiloProcess silo = open.Silo;

        // As the script of the page does: what was typed, as it is; of it a browser escapes little.
        string query = $"/dashboard/GrainState?grainId={key.Replace(" ", "%20", StringComparison.Ordinal)}"
            + (type is null ? "" : $"&grainType=ReplayGraph.Grains.{type}");
        using HttpResponseMessage answer = await silo.Client.GetAsync(new Uri(silo.Client.BaseAddress!.ToString().TrimEnd('/') + query));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        string text = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetString()!;
        Assert.Contains(expected, Regex.Unescape(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CanBeLeftOut()
    {
        await using SiloProcess silo = await SiloProcess.Begin("--ReplayGraph:Cluster:Dashboard", "false").ServesAsync();
        Assert.Equal(HttpStatusCode.NotFound, await Get(silo, "/dashboard/"));
        Assert.DoesNotContain("dashboard", silo.Greeting, StringComparison.Ordinal);
    }

    // Answers with the status of the page that it leads to.
    private static async Task<HttpStatusCode> SignIn(SiloProcess silo, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/explore/sign-in");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Content = new FormUrlEncodedContent([KeyValuePair.Create("token", token), KeyValuePair.Create("return_to", "/dashboard/")]);
        using HttpResponseMessage answer = await silo.Client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Get(SiloProcess silo, string path, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage answer = await Send(silo, path, headers);
        return answer.StatusCode;
    }

    private static async Task<string> Text(SiloProcess silo, string path, params (string Name, string Value)[] headers)
    {
        using HttpResponseMessage answer = await Send(silo, path, headers);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> Send(SiloProcess silo, string path, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await silo.Client.SendAsync(request);
    }
}
