using System.Net;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Explorer.Tests;

/// <summary>Deleting a replay.</summary>
public sealed class DeleteTests
{
    private static readonly IFact[] _facts = [Make.Error(1, issue: 5, replay: 1), Make.Error(2, issue: 5, replay: 1), Make.Segment(1)];
    private static readonly string _replay = $"/explore/acme/replays/{World.Replay(1)}", _delete = _replay + "/delete";

    [Fact]
    public async Task AnAdminDeletes_AfterSeeingWhatGoes()
    {
        await using PageServer server = await SignedInAsync(PageServer.Admin);
        (_, string html) = await server.GetAsync(_replay);
        Assert.Contains($"href=\"{_delete}\"", html, StringComparison.Ordinal);
        (HttpStatusCode status, html) = await server.GetAsync(_delete);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("2 events", html, StringComparison.Ordinal);

        Assert.Equal((HttpStatusCode.Found, _replay), await PostAsync(server, "same-origin"));
        (_, html) = await server.GetAsync(_replay);
        Assert.Contains("It was deleted.", html, StringComparison.Ordinal);
        Assert.DoesNotContain(_delete, html, StringComparison.Ordinal);
        (_, html) = await server.GetAsync("/explore/acme/issues/5");
        Assert.Contains("<strong>0 replays</strong>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReader_NeitherSeesTheWayNorMayGoIt()
    {
        await using PageServer server = await SignedInAsync(PageServer.Reader);
        (_, string html) = await server.GetAsync(_replay);
        Assert.DoesNotContain(_delete, html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.GetAsync(_delete)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(server, "same-origin")).Status);
        (_, html) = await server.GetAsync(_replay);
        Assert.Contains("It can be watched.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFormOfAnotherSite_DeletesNothing()
    {
        await using PageServer server = await SignedInAsync(PageServer.Admin);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(server, "cross-site")).Status);
        (_, string html) = await server.GetAsync(_replay);
        Assert.Contains("It can be watched.", html, StringComparison.Ordinal);
    }

    private static async Task<PageServer> SignedInAsync(string token)
    {
        PageServer server = await PageServer.WithTokensAsync(_facts);
        await server.PostAsync("/explore/sign-in", fields: [("token", token), ("return_to", "/")]);
        return server;
    }

    private static async Task<(HttpStatusCode Status, string? Location)> PostAsync(PageServer server, string site)
    {
        (HttpStatusCode status, string? location, _) = await server.PostAsync(_delete, site);
        return (status, location);
    }
}
