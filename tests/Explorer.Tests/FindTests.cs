using System.Net;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Explorer.Tests;

/// <summary>The box that takes whatever a person has in the clipboard.</summary>
public sealed class FindTests
{
    private const string Id = "c014ce9973f57e79a197108bf09f3fc9", Dashed = "c014ce99-73f5-7e79-a197-108bf09f3fc9";

    [Theory]
    [InlineData("17", "issues/17")]
    [InlineData(" `17` ", "issues/17")]
    [InlineData($"{Id}-b0e6f15b45c36b12-1", $"traces/{Id}")]
    [InlineData($"sentry-trace: {Id}-b0e6f15b45c36b12", $"traces/{Id}")]
    [InlineData($"traceparent: 00-{Id}-b0e6f15b45c36b12-01", $"traces/{Id}")]
    [InlineData("https://acme.sentry.io/issues/4509/?project=1&query=is%3Aunresolved", "issues/4509")]
    [InlineData($"https://sentry.io/organizations/acme/issues/4509/events/{Id}/", $"events/{Id}")]
    [InlineData("https://acme.sentry.io/issues/4509/events/latest/", "issues/4509")]
    [InlineData($"https://acme.sentry.io/replays/{Id}/?t_main=errors", $"replays/{Id}")]
    [InlineData($"https://acme.sentry.io/explore/replays/web:{Id}/", $"replays/{Id}")]
    [InlineData($"https://acme.sentry.io/performance/trace/{Id}/?node=x", $"traces/{Id}")]
    [InlineData($"https://acme.sentry.io/explore/traces/trace/{Id}/", $"traces/{Id}")]
    [InlineData($"https://acme.sentry.io/discover/web:{Id}/", $"events/{Id}")]
    [InlineData($"http://localhost:5000/explore/default/replays/{Id}?event={Id}", $"replays/{Id}")]
    [InlineData("http://localhost:5000/explore/default/transactions?name=GET%20%2Fpay", "transactions?name=GET%20%2Fpay")]
    [InlineData("GET /api/users/{id}", "transactions?name=GET%20%2Fapi%2Fusers%2F%7Bid%7D")]
    public async Task LeadsToThePage(string pasted, string expected)
    {
        await using PageServer server = await PageServer.OpenAsync();
        Assert.Equal($"/explore/default/{expected}", await server.RedirectAsync($"/explore/default/find?q={Uri.EscapeDataString(pasted)}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("https://acme.sentry.io/")]
    [InlineData("https://acme.sentry.io/settings/projects/")]
    public async Task SaysWhatItTakes(string pasted)
    {
        await using PageServer server = await PageServer.OpenAsync();
        (HttpStatusCode status, string html) = await server.GetAsync($"/explore/default/find?q={Uri.EscapeDataString(pasted)}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Nothing recognised", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnIdThatOneNodeHas_LeadsToIt()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5, trace: 1), Make.Segment(1, traces: [1]));
        foreach ((string id, string kind) in new[]
        {
            (World.Event(1).ToString(), "events"), (World.Trace(1).ToString(), "traces"), (World.Replay(1).ToString(), "replays"),
        })
        {
            Assert.Equal($"/explore/default/{kind}/{id}", await server.RedirectAsync($"/explore/default/find?q={new Guid(id)}"));
        }
    }

    [Fact]
    public async Task AnIdThatSeveralNodesHave_IsAsked()
    {
        await using PageServer server = await PageServer.OpenAsync(
            Make.Error(1, issue: 5) with { TraceId = new(World.Event(1).Value), ReplayId = new(World.Event(1).Value) });
        (HttpStatusCode status, string html) = await server.GetAsync($"/explore/default/find?q={World.Event(1)}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Which one?", html, StringComparison.Ordinal);
        foreach (string kind in new[] { "events", "traces", "replays" })
        {
            Assert.Contains($"/explore/default/{kind}/{World.Event(1)}", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AShortId_IsSaidToBeUnknown_UnlessATransactionHasThatName()
    {
        await using PageServer server = await PageServer.OpenAsync(Make.Error(1, issue: 5, transaction: "JOB-7"));
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/default/find?q=CART-1A2");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("short id of an issue", html, StringComparison.Ordinal);
        Assert.Equal("/explore/default/transactions?name=JOB-7", await server.RedirectAsync("/explore/default/find?q=JOB-7"));
        Assert.Equal("/explore/default/transactions?name=job-7", await server.RedirectAsync("/explore/default/find?q=job-7"));
    }

    [Fact]
    public async Task AnIdThatNoFactNames_IsSaid()
    {
        await using PageServer server = await PageServer.OpenAsync();
        (HttpStatusCode status, string html) = await server.GetAsync($"/explore/default/find?q={Dashed}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Not known yet", html, StringComparison.Ordinal);
        Assert.Contains($"/explore/default/events/{Id}", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("17, 18", "issues=17&issues=18")]
    [InlineData("17\n18\r\n17", "issues=17&issues=18")]
    [InlineData($"17 {Dashed}", $"issues=17&events={Id}")]
    [InlineData($"17;{Id}-b0e6f15b45c36b12-1", $"issues=17&traces={Id}")]
    public async Task SeveralIds_LeadToTheirLookup(string pasted, string expected)
    {
        await using PageServer server = await PageServer.OpenAsync();
        Assert.Equal($"/explore/default/lookup?{expected}", await server.RedirectAsync($"/explore/default/find?q={Uri.EscapeDataString(pasted)}"));
    }

    [Fact]
    public async Task SeveralIds_AreWhatIsKnown()
    {
        await using PageServer server = await PageServer.OpenAsync(Make.Error(1, issue: 5, trace: 1), Make.Segment(1, traces: [1]));
        string path = $"/explore/default/find?q={World.Event(1)},{World.Trace(1)},";
        Assert.Equal($"/explore/default/lookup?events={World.Event(1)}&traces={World.Trace(1)}", await server.RedirectAsync(path + World.Trace(1)));
        (HttpStatusCode status, string html) = await server.GetAsync(path + World.Replay(1));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains($"/explore/default/replays/{World.Replay(1)}", html, StringComparison.Ordinal);
        (status, html) = await server.GetAsync("/explore/default/find?q=" + string.Join('+', Enumerable.Range(1, 1001)));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("1001 ids were pasted; one lookup takes up to 1000.", html, StringComparison.Ordinal);
    }
}
