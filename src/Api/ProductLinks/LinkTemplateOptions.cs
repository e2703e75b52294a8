namespace ReplayGraph.Api.ProductLinks;

/// <summary>How replays are opened in the product that recorded them.</summary>
/// <param name="Organization">The organization; null: all.</param>
/// <param name="Projects">The projects that recorded the replays; null: all others of the organization.</param>
/// <param name="Template">The name of a preset, or a URL with placeholders.</param>
/// <param name="BaseUrl">For a preset, the product's address, as a browser shows it before the path of a replay.</param>
public sealed record LinkTemplateOptions(OrganizationId? Organization, IReadOnlySet<ProjectId>? Projects, string Template, string? BaseUrl);
