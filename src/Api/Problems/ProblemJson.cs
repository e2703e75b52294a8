using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReplayGraph.Api.Problems;

/// <summary>The JSON of errors. It needs no services, so an error can be answered whatever failed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(DetailBody))]
internal sealed partial class ProblemJson : JsonSerializerContext
{
    /// <summary>Escapes only what JSON requires: no answer is ever embedded in a page.</summary>
    internal static ProblemJson Plain => field ??= new(
        new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
