using Microsoft.Extensions.Configuration;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Links;

namespace ReplayGraph.Api.Tests.ProductLinks;

public sealed class LinkTemplateTests
{
    private const string Id = "0190b4a8e8f27c3bb1f6b7d3a1e9aa01", Uuid = "0190b4a8-e8f2-7c3b-b1f6-b7d3a1e9aa01";

    // It runs for ten minutes; its latest event is a minute and 2.5 s after its start.
    private static readonly Link _link = new(
        ReplayId.Parse(Id), new(7), Fate.Live, new(1_800_000_000_000), new(1_800_000_600_000), Evidence.Tagged, 1, new(1), new(1_800_000_062_500));

    [Theory]
    [InlineData("Sentry", "https://acme.sentry.io/", $"https://acme.sentry.io/replays/{Id}/?t=47")]
    [InlineData("sentry", "https://s.example/organizations/acme", $"https://s.example/organizations/acme/replays/{Id}/?t=47")]
    [InlineData("PostHog", "https://eu.posthog.com/project/5", $"https://eu.posthog.com/project/5/replay/{Uuid}?t=47")]
    [InlineData("OpenReplay", "https://app.openreplay.com/{project_id}", $"https://app.openreplay.com/7/session/{Id}?jumpto=47500")]
    [InlineData("Datadog", "https://app.datadoghq.eu", $"https://app.datadoghq.eu/rum/replay/sessions/{Uuid}?ts=1800000047500")]
    [InlineData("http://localhost:80/p/{project_id}/{external_id}#{offset_s}", null, $"http://localhost:80/p/7/{Id}#47")]
    public void ALinkOpensTheMoment_LessThePreRoll(string template, string? address, string expected) =>
        Assert.Equal(expected, Parse(template, address).UrlOf(_link));

    [Theory]
    [InlineData(-90_000, 0L, 0)]
    [InlineData(10_000, 10_000L, 0)]
    [InlineData(601_000, 600_000L, 585)]
    [InlineData(null, null, 0)]
    public void AMoment_LiesInTheReplay(int? afterStart, long? moment, int seconds)
    {
        Link link = _link with { LastSeen = afterStart is { } ms ? new(_link.StartedAt.Milliseconds + ms) : default };
        Assert.Equal(moment, Moment.Of(link));
        Assert.EndsWith($"?t={seconds}", Parse("Sentry", "https://acme.sentry.io").UrlOf(link), StringComparison.Ordinal);
    }

    [Fact]
    public void AReplayWithoutAStart_HasNoMoment() => Assert.Null(Moment.Of(_link with { StartedAt = default, FinishedAt = default }));

    [Fact]
    public void OnlyLiveReplays_AreLinked()
    {
        LinkTemplate template = Parse("Sentry", "https://acme.sentry.io");
        foreach (Fate fate in Enum.GetValues<Fate>())
        {
            Assert.Equal(fate == Fate.Live, template.UrlOf(_link with { Fate = fate }) is not null);
            Assert.Equal(fate == Fate.Live, template.UrlOf(new(_link.ReplayId, fate, _link.ProjectId), default) is not null);
        }
    }

    [Theory]
    [InlineData("Template is empty; name a preset (Sentry, PostHog, OpenReplay, Datadog)")]
    [InlineData("Template 'Sentri' is not a preset; did you mean Sentry?", "Sentri")]
    [InlineData("Template 'x' is neither a preset", "x")]
    [InlineData("BaseUrl is missing: it is not the address of PostHog, such as https://eu.posthog.com/project/12345", "PostHog")]
    [InlineData("BaseUrl 'https://a.example/?x=1' is not the address of Sentry", "Sentry", "https://a.example/?x=1")]
    [InlineData("BaseUrl 'javascript:alert(1)/replays", "Sentry", "javascript:alert(1)")]
    [InlineData("BaseUrl only goes with a preset", "https://a.example/{replay_id}", "https://a.example")]
    [InlineData("Template 'javascript:alert({replay_id})' is not a URL that begins with http", "javascript:alert({replay_id})")]
    [InlineData("Template 'data:text/html,{replay_id}' is not a URL", "data:text/html,{replay_id}")]
    [InlineData("Template '//a.example/{replay_id}' is not a URL", "//a.example/{replay_id}")]
    [InlineData("is not a URL that begins with http:// or https://, a host and a path", "https://{external_id}.example/")]
    [InlineData("is not a URL that begins with http:// or https://, a host and a path", "https://a.example{replay_id}")]
    [InlineData("has a user name or password before its host", "https://u:p@a.example/{replay_id}")]
    [InlineData("has the unknown placeholder {replay}; known are {replay_id}, ", "https://a.example/{replay}")]
    [InlineData("has the unknown placeholder {}", "https://a.example/{replay_id")]
    [InlineData("has the character '}', which a URL cannot hold", "https://a.example/{replay_id}}")]
    [InlineData("has the character '\"', which a URL cannot hold", "https://a.example/\"{replay_id}")]
    [InlineData("has the character '\\', which a URL cannot hold", "https:\\\\a.example/{replay_id}")]
    [InlineData("names no replay", "https://a.example/?t={offset_s}")]
    public void AnInvalidTemplate_IsRefusedAtTheStart(string error, string? template = null, string? address = null)
    {
        (_, IReadOnlyList<string> errors) = Read((Of("Template"), template), (Of("BaseUrl"), address), (Of("Projects"), "1"));
        string one = Assert.Single(errors);
        Assert.StartsWith("ReplayGraph:LinkTemplates:0:", one, StringComparison.Ordinal);
        Assert.Contains(error, one, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReplayGraph:LinkTemplates:0:Organization 'acme' is not one of the organizations: default", "Organization", "acme")]
    [InlineData("ReplayGraph:LinkTemplates:0:Projects 'web' is not a valid project", "Projects:0", "web")]
    [InlineData("ReplayGraph:LinkTemplates:0:Base is unknown; ", "Base", "https://a.example")]
    public void AnInvalidOption_IsNamed(string error, string key, string value) => Assert.StartsWith(
        error, Assert.Single(Read((Of("Template"), "https://a.example/{replay_id}"), (Of(key), value)).Errors), StringComparison.Ordinal);

    [Fact]
    public void TwoTemplatesForTheSameReplays_AreRefused()
    {
        const string url = "https://a.example/{replay_id}";
        Assert.Equal(
            ["ReplayGraph:LinkTemplates:1 is for the same replays, as ReplayGraph:LinkTemplates:0 is"],
            Read(("LinkTemplates:0:Template", url), ("LinkTemplates:1:Template", url)).Errors);
        Assert.Equal(
            ["ReplayGraph:LinkTemplates:1 is for project 2, as ReplayGraph:LinkTemplates:0 is"],
            Read(
                ("LinkTemplates:0:Template", url), ("LinkTemplates:0:Projects", "1,2"), ("LinkTemplates:1:Template", url),
                ("LinkTemplates:1:Projects", "2,3")).Errors);
    }

    [Fact]
    public void AProjectsOwnTemplate_GoesFirst_AndAnOrganizationWithItsOwnUsesNoOther()
    {
        LinkTemplateOptions[] all =
        [
            new(null, null, "https://all.example/{replay_id}", null),
            new(null, new HashSet<ProjectId> { new(2) }, "https://all-2.example/{replay_id}", null),
            new(OrganizationId.Parse("acme"), new HashSet<ProjectId> { new(1) }, "https://acme-1.example/{replay_id}", null),
        ];
        var organizations = LinkTemplates.ByOrganization([OrganizationId.Default, OrganizationId.Parse("acme")], all, TimeSpan.Zero);
        string[] hosts =
        [
            .. from organization in new[] { "default", "acme" }
               from project in new[] { 1, 2 }
               select organizations[OrganizationId.Parse(organization)].Of(new(project))?.Name ?? "",
        ];
        Assert.Equal(["all.example", "all-2.example", "acme-1.example", ""], hosts);
        Assert.Empty(LinkTemplates.ByOrganization([OrganizationId.Default], all[2..], TimeSpan.Zero));
    }

    private static string Of(string key) => "LinkTemplates:0:" + key;

    private static LinkTemplate Parse(string template, string? address) =>
        TemplateParser.Parse(new(null, null, template, address), TimeSpan.FromSeconds(15), out _, out _)!;

    private static (ReplayGraphOptions Options, IReadOnlyList<string> Errors) Read(params (string Key, string? Value)[] all)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.Where(one => one.Value is not null).Select(one => KeyValuePair.Create($"ReplayGraph:{one.Key}", one.Value)))
            .Build();
        var values = new OptionValues();
        return (OptionsReader.Read(configuration.GetSection("ReplayGraph"), ApiOptionNames.OfEmbedded, values), values.Errors);
    }
}
