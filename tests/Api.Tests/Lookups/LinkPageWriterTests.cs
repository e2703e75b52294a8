using System.Text;
using System.Text.Json;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Tests.Lookups;

public sealed class LinkPageWriterTests
{
    private static readonly JsonSerializerOptions _json = Json();

    // With each character that a template may hold and each of the longest values.
    private static readonly LinkTemplates _templates = LinkTemplates.ByOrganization(
        [OrganizationId.Default],
        [
            new(
                null,
                null,
                "https://x-1.example:8/A_~z/{replay_uuid}/{external_id}/{project_id}?a={offset_ms}&b={timestamp}+{offset_s}#[]@!$'()*,;=%22{replay_id}",
                null),
        ],
        TimeSpan.Zero)[OrganizationId.Default];

    [Fact]
    public void WritesWhatTheSerializerWouldWrite()
    {
        var time = new Timestamp(1_795_168_000_123);
        var links = new List<Link>();
        foreach (Fate fate in Enum.GetValues<Fate>())
        {
            for (Evidence evidence = Evidence.None; (int)evidence < 2 * (int)Evidence.Stale; evidence++)
            {
                links.Add(new(new(UInt128.MaxValue), new(7), fate, time, time.Plus(TimeSpan.FromDays(1)), evidence, 3, time, time));
            }
        }

        links.Add(new(new(1), default, Fate.Pending, default, default, Evidence.Tagged, 0, default, default));
        links.Add(new(new(2), new(long.MaxValue), Fate.Archived, time, time, Evidence.Any, int.MaxValue, new(1), new(4_000_000_000_000)));
        Check(new([.. links], int.MaxValue, null), null);
        Check(new([.. links], 5, null), new string('x', 62));
        Check(new([], 0, null), null);
        Check(new([], 0, null) { IsKnown = false }, null);
        Check(new([], 0, null) { SharedTraces = int.MaxValue }, null);
    }

    [Fact]
    public void KnowsHowMuchTheLongestLinkTakes()
    {
        var latest = new Timestamp(253_402_300_799_999);
        var link = new Link(
            new(UInt128.MaxValue),
            new(long.MaxValue),
            Fate.Archived,
            new(-62_135_596_800_000),
            latest,
            Evidence.Any | Evidence.Stale | Evidence.Shared,
            int.MaxValue,
            latest,
            latest);
        Check(new([.. Enumerable.Repeat(link, 1000)], int.MaxValue, null), new string('x', 62));
        Check(new([.. Enumerable.Repeat(link with { Fate = Fate.Live }, 1000)], int.MaxValue, null), new string('x', 62));
    }

    private static JsonSerializerOptions Json()
    {
        var options = new JsonSerializerOptions();
        ApiJson.Configure(options);
        return options;
    }

    private static void Check(LinkPage page, string? next)
    {
        foreach (LinkTemplates? templates in new[] { null, _templates })
        {
            byte[] bytes = new byte[LinkPageWriter.MaxBytes(page, templates)];
            int length = LinkPageWriter.Write(page, next, idsOnly: false, templates, bytes);
            var answer = new LinkPageAnswer(
                [.. page.Links.Select(link => LinkAnswer.Of(link, templates))],
                page.Total,
                LinkAnswer.PositiveOrNull(page.SharedTraces),
                next,
                page.IsKnown ? null : false);
            Assert.Equal(JsonSerializer.Serialize(answer, _json), Encoding.UTF8.GetString(bytes, 0, length));
        }
    }
}
