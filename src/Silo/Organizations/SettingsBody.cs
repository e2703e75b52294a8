using System.Text.Json.Serialization;

namespace ReplayGraph.Silo.Organizations;

/// <summary>The settings of an organization, in answers and requests.</summary>
/// <param name="IsClosed">Whether it is closed to ingest.</param>
/// <param name="FirstSeen">The time of its first ingest; absent before that. Read-only.</param>
internal sealed record SettingsBody(bool? IsClosed, string? FirstSeen = null);

/// <summary>The JSON of the settings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SettingsBody))]
internal sealed partial class SettingsJson : JsonSerializerContext;
