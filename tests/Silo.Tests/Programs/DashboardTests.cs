using System.Net;
using ReplayGraph.Api.Access;

namespace ReplayGraph.Silo.Tests.Programs;

public sealed class DashboardTests
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
