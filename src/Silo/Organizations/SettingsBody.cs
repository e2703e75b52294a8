using System.Text.Json.Serialization;

namespace ReplayGraph.Silo.Organizations;

/// <summary>The settings of an organization, as they are answered and sent.</summary>
/// <param name="IsClosed">Whether it takes nothing in.</param>
/// <param name="FirstSeen">When something was ingested for the first time; absent: nothing was yet. It cannot be sent.</param>
internal sealed record SettingsBody(bool? IsClosed, string? FirstSeen = null);

/// <summary>How they become JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SettingsBody))]
internal sealed partial class SettingsJson : JsonSerializerContext;
