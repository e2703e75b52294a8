using System.Text.Json;
using System.Text.Json.Serialization;
using ReplayGraph.Api.Json;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Links;

namespace ReplayGraph.Api.Webhooks;

/// <summary>What a call sends.</summary>
/// <param name="Type">The kind of the call.</param>
/// <param name="DeliveryId">The id of the call. A receiver that gets it again has got the call twice.</param>
/// <param name="Organization">The organization.</param>
/// <param name="IssueId">The issue.</param>
/// <param name="Title">Its title; absent if it has none.</param>
/// <param name="Replays">The new replays, latest first, as the lookup of the issue shows them now.</param>
/// <param name="Total">The number of new replays, of which only the first hundred are listed.</param>
/// <param name="Truncated">True if more replays came at once than are looked at, so that some may be missing; absent otherwise.</param>
internal sealed record WebhookBody(
    string Type, string DeliveryId, string Organization, IssueId IssueId, string? Title, IReadOnlyList<LinkAnswer> Replays, int Total, bool? Truncated)
{
    internal byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(this, BodyJson.Default.WebhookBody);
}

/// <summary>Writes bodies as the API writes answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(ReplayIdJson), typeof(IssueIdJson), typeof(ProjectIdJson), typeof(TimestampJson), typeof(EvidenceJson), typeof(EnumJson<Fate>),
    ])]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class BodyJson : JsonSerializerContext;
