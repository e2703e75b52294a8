using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ReplayGraph.Api.Coverage;
using ReplayGraph.Api.Facts;
using ReplayGraph.Api.Health;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Neighbours;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Replays;
using ReplayGraph.Api.Sentry;

namespace ReplayGraph.Api.Json;

/// <summary>How answers become JSON: snake_case, absent instead of null, ids and times as text, by generated code.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(EventIdJson), typeof(TraceIdJson), typeof(ReplayIdJson), typeof(IssueIdJson), typeof(ProjectIdJson),
        typeof(TimestampJson), typeof(EvidenceJson), typeof(FateJson), typeof(NodeKindJson), typeof(LevelJson), typeof(ReplayTypeJson),
    ])]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(DetailBody))]
[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(LinkPageAnswer))]
[JsonSerializable(typeof(ReplayAnswer))]
[JsonSerializable(typeof(RemovedAnswer))]
[JsonSerializable(typeof(EventsAnswer))]
[JsonSerializable(typeof(TracesAnswer))]
[JsonSerializable(typeof(IssuesAnswer))]
[JsonSerializable(typeof(TransactionsAnswer))]
[JsonSerializable(typeof(EdgesAnswer))]
[JsonSerializable(typeof(CoverageAnswer))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(Dictionary<string, List<string>>))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(SdkAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Writes text as it is, escaping what JSON asks for and nothing more: no answer is ever part of a page.</summary>
    internal static ApiJson Plain => field ??= new(
        new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Makes other options write as these do; the document is made from them.</summary>
    internal static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        foreach (JsonConverter converter in Default.Options!.Converters)
        {
            options.Converters.Add(converter);
        }
    }
}
