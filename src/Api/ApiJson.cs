using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReplayGraph.Api.Coverage;
using ReplayGraph.Api.Facts;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Json;
using ReplayGraph.Api.Live;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Neighbours;
using ReplayGraph.Api.Replays;
using ReplayGraph.Api.Sentry;
using ReplayGraph.Facts;
using ReplayGraph.Links;

namespace ReplayGraph.Api;

/// <summary>The JSON of answers: snake_case, absent instead of null, ids and times as text. The code is generated.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(EventIdJson), typeof(TraceIdJson), typeof(ReplayIdJson), typeof(IssueIdJson), typeof(ProjectIdJson),
        typeof(TimestampJson), typeof(EvidenceJson), typeof(EnumJson<Fate>), typeof(EnumJson<NodeKind>), typeof(EnumJson<Level>),
        typeof(EnumJson<ReplayType>),
    ])]
[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(LinkPageAnswer))]
[JsonSerializable(typeof(LiveAnswer))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(RemovedAnswer))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(TracesAnswer))]
[JsonSerializable(typeof(IssuesAnswer))]
[JsonSerializable(typeof(TransactionsAnswer))]
[JsonSerializable(typeof(EdgesAnswer))]
[JsonSerializable(typeof(CoverageAnswer))]
[JsonSerializable(typeof(CoverageEventsAnswer))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(Dictionary<string, List<string>>))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(SdkAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Makes the options of HTTP write answers this way. The OpenAPI document describes what these options write.</summary>
    internal static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;

        // Escapes only what JSON requires: no answer is ever embedded in a page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        foreach (JsonConverter converter in Default.Options!.Converters)
        {
            options.Converters.Add(converter);
        }

        options.TypeInfoResolverChain.Insert(0, Default);
    }
}
