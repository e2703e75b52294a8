using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReplayGraph.Api.Webhooks;

/// <summary>The stored form of <see cref="WebhookState"/>. A member that is unknown to an older version is ignored there.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(StoredTime), typeof(StoredIssue), typeof(StoredReplay), typeof(StoredPairs)])]
[JsonSerializable(typeof(WebhookState))]
internal sealed partial class StateJson : JsonSerializerContext
{
    internal static byte[] Write(WebhookState state) => JsonSerializer.SerializeToUtf8Bytes(state, Default.WebhookState);

    /// <summary>Null if the bytes are not a state.</summary>
    internal static WebhookState? TryRead(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, Default.WebhookState);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}

internal sealed class StoredTime : JsonConverter<Timestamp>
{
    public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Milliseconds);
}

internal sealed class StoredIssue : JsonConverter<IssueId>
{
    public override IssueId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, IssueId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class StoredReplay : JsonConverter<ReplayId>
{
    public override ReplayId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReplayId.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, ReplayId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class StoredPairs : JsonConverter<AnnouncedPairs>
{
    public override AnnouncedPairs Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AnnouncedPairs.Read(reader.GetBytesFromBase64());

    public override void Write(Utf8JsonWriter writer, AnnouncedPairs value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value.ToBytes());
}
