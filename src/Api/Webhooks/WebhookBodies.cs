using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Services;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Webhooks;

/// <summary>Makes the bodies of calls from the graph as it is when they are sent: what was deleted meanwhile does not go out.</summary>
internal sealed class WebhookBodies(ApiServices services)
{
    private readonly IssueLinks _links = new(services.Graph, services.Deadlines);

    /// <summary>The body of a call; empty if the issue does not show any of its replays now.</summary>
    /// <exception cref="GraphException">The graph failed.</exception>
    internal async Task<byte[]> OfAsync(Webhook webhook, PendingCall call)
    {
        IReadOnlyList<ReplayView> replays = await services.Deadlines.RunAsync(
            cancel => services.Graph.ReplaysAsync(webhook.Organization, call.Replays, cancel));
        IReadOnlyList<Link> links = await _links.FindAsync(
            webhook, call.Issue, replays.Where(replay => replay.StartedAt != default).ToDictionary(replay => replay.ReplayId, replay => replay.StartedAt));
        if (links.Count == 0)
        {
            return [];
        }

        IReadOnlyList<string?> titles = await services.Deadlines.RunAsync(
            cancel => services.Graph.TitlesAsync(webhook.Organization, [call.Issue], webhook.Projects, cancel));
        var templates = services.Templates.GetValueOrDefault(webhook.Organization);
        var body = new WebhookBody(
            "issue.replays", call.DeliveryId, webhook.Organization.ToString(), call.Issue, titles[0],
            [.. links.Select(link => LinkAnswer.Of(link, templates))],
            call.Total - (call.Replays.Count - links.Count),
            call.IsTruncated ? true : null);
        return body.ToUtf8();
    }
}
