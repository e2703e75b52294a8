using System.Net;
using System.Text.Json;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Silo.Tests.Programs;

public sealed class SettingsTests
{
    private const string Path = Calls.Base + "settings";
    private const string Admin = "an-admin-token-of-some-length";
    private const string Sender = "a-sender-token-of-some-length";
    private static readonly (string, string) _admin = ("Authorization", "Bearer " + Admin);

    [Fact]
    public async Task AnOrganizationThatIsClosedTakesNothingInAndAnswers()
    {
        await using SiloProcess silo = await SiloProcess.Begin().ServesAsync();
        await silo.IsReadyAsync();
        Assert.Equal("{\"is_closed\":true}", (await silo.Client.SendAsync("PUT", Path, Calls.Json("{\"is_closed\":true}"))).Body.GetRawText());

        (HttpStatusCode status, JsonElement body) = await SendFactAsync(silo);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("was closed by an operator", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await silo.Client.SendAsync("GET", Calls.Base + "issues/1/replays")).Status);

        Assert.Equal(HttpStatusCode.OK, (await silo.Client.SendAsync("PUT", Path, Calls.Json("{\"is_closed\":false}"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendFactAsync(silo)).Status);
        JsonElement settings = (await silo.Client.SendAsync("GET", Path)).Body;
        Assert.False(settings.GetProperty("is_closed").GetBoolean());
        Assert.EndsWith("Z", settings.GetProperty("first_seen").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheDocumentOfAClusterHoldsThemAndIsShownToPeople()
    {
        await using SiloProcess silo = await SiloProcess.Begin().ServesAsync();
        JsonElement settings = (await silo.Client.ReadAsync("/openapi/v1.json")).GetProperty("paths")
            .GetProperty(Path.Replace("default", "{org}", StringComparison.Ordinal));
        foreach (string method in (string[])["get", "put"])
        {
            JsonElement call = settings.GetProperty(method);
            Assert.Equal("token", call.GetProperty("security")[0].EnumerateObject().Single().Name);
            Assert.Contains("`admin`", call.GetProperty("description").GetString(), StringComparison.Ordinal);
            Assert.True(call.GetProperty("responses").TryGetProperty("403", out _));
        }

        using HttpResponseMessage docs = await silo.Client.RawAsync("GET", "/docs/", null, ("Accept", "text/html"));
        Assert.Equal(HttpStatusCode.OK, docs.StatusCode);
        Assert.True(docs.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task OnlyItsAdministratorsChangeThemAndOnlyToWhatTheyCanBe()
    {
        await using SiloProcess silo = await SiloProcess.Begin(
            "--ReplayGraph:Organizations:default:Tokens:0:Hash", TokenHash.Of(Admin),
            "--ReplayGraph:Organizations:default:Tokens:0:Scopes:0", "admin",
            "--ReplayGraph:Organizations:default:Tokens:1:Hash", TokenHash.Of(Sender),
            "--ReplayGraph:Organizations:default:Tokens:1:Scopes:0", "ingest").ServesAsync();
        const string close = "{\"is_closed\":true}";
        Assert.Equal(HttpStatusCode.Unauthorized, await PutAsync(Path, close));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync(Path, close, ("Authorization", "Bearer " + Sender)));
        Assert.Equal(HttpStatusCode.Forbidden, await PutAsync("/api/v1/another/settings", close, _admin));
        Assert.All(
            (string[])["", "{}", "[]", "{\"is_closed\":1}", "{\"is_closed\":null}", "{\"closed\":true}", new string(' ', 2000) + close],
            body => Assert.Equal(HttpStatusCode.BadRequest, PutAsync(Path, body, _admin).Result));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(Path, close, _admin));

        async Task<HttpStatusCode> PutAsync(string path, string body, params (string, string)[] headers) =>
            (await silo.Client.SendAsync("PUT", path, Calls.Json(body), headers)).Status;
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> SendFactAsync(SiloProcess silo) =>
        silo.Client.SendAsync("POST", Calls.Base + "facts", Calls.Lines(Calls.Error(Calls.Id(7, 2), 1)));
}
