using System.Text.Json.Serialization;

namespace ReplayGraph.Explorer.Embeds;

/// <summary>The JSON of embedded lists, which <c>embed.js</c> reads. Null members are absent.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmbedAnswer))]
internal sealed partial class EmbedJson : JsonSerializerContext;
