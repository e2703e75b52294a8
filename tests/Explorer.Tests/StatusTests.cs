using System.Net;
using System.Text;
using ReplayGraph.Conformance.Generation;

namespace ReplayGraph.Explorer.Tests;

/// <summary>The status page, for admins alone.</summary>
public sealed class StatusTests
{
    private const string Path = "/explore/acme/status", Row = "<td><bdi>/api/v1/acme/facts</bdi></td>";

    [Fact]
    public async Task ShowsWhatTheProcessKnows()
    {
        await using PageServer server = await PageServer.OpenAsync();
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/default/status");
        Assert.Equal(HttpStatusCode.OK, status);
        foreach (string text in new[] { "Ready.", "<dt>Version</dt>", "<dt>Working set</dt>", "<dt>Retention</dt><dd><bdi>90 days", "None since" })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(PageServer.Reader, 403, false)]
    [InlineData(PageServer.Limited, 403, false)]
    [InlineData(PageServer.Other, 403, false)]
    [InlineData(PageServer.Admin, 200, true)]
    public async Task IsForAdmins_WhoAloneSeeItsLink(string token, int expected, bool isLinked)
    {
        await using PageServer server = await PageServer.WithTokensAsync();
        server.Client.DefaultRequestHeaders.Add("Authorization", "Bearer " + token);
        Assert.Equal(expected, (int)(await server.GetAsync(Path)).Status);
        (_, string home) = await server.GetAsync("/");
        Assert.Equal(isLinked, home.Contains(">Status</a>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CountsWhatWasSent_AndKeepsTheLastRefusals()
    {
        await using PageServer server = await PageServer.WithTokensAsync();
        server.Client.DefaultRequestHeaders.Add("Authorization", "Bearer " + PageServer.Admin);
        string segment = "{\"type\":\"segment\"}";
        string hostile = "{\"type\":\"<script>alert(1)</script>\"}";
        await SendAsync(server, string.Join('\n', Enumerable.Repeat(segment, 60).Append(hostile)));
        (_, string html) = await server.GetAsync(Path);
        Assert.Contains("<dt>Refused</dt><dd>61</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>Refused a second</dt><dd>1.0</dd>", html, StringComparison.Ordinal);
        Assert.Equal(50, html.Split(Row).Length - 1);
        Assert.Contains("<td>61</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>12</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<td>11</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);

        server.Advance(TimeSpan.FromSeconds(61));
        (_, html) = await server.GetAsync(Path);
        Assert.Contains("<dt>Refused</dt><dd>61</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>Refused a second</dt><dd>0.0</dd>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalsOfAnotherOrganization_AreNotShown()
    {
        await using PageServer server = await PageServer.WithTokensAsync();
        server.Client.DefaultRequestHeaders.Add("Authorization", "Bearer " + PageServer.Admin);
        await SendAsync(server, "{\"type\":\"secret\"}");
        Assert.Contains(Row, (await server.GetAsync(Path)).Html, StringComparison.Ordinal);

        server.Client.DefaultRequestHeaders.Remove("Authorization");
        server.Client.DefaultRequestHeaders.Add("Authorization", "Bearer " + PageServer.OtherAdmin);
        (HttpStatusCode status, string html) = await server.GetAsync("/explore/other/status");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain(Row, html, StringComparison.Ordinal);
        Assert.Contains("<dt>Refused</dt><dd>0</dd>", html, StringComparison.Ordinal);
    }

    private static async Task SendAsync(PageServer server, string lines)
    {
        using var body = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using HttpResponseMessage answer = await server.Client.PostAsync(new Uri($"/api/v1/{World.Organization}/facts", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
