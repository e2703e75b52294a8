using ReplayGraph.Api.Access;
using ReplayGraph.Api.ProductLinks;

namespace ReplayGraph.Api.Options;

/// <summary>Reads <c>LinkTemplates</c>.</summary>
internal static class LinkTemplateReader
{
    /// <summary>Reads the list.</summary>
    /// <param name="list">The section <c>LinkTemplates</c>.</param>
    /// <param name="organizations">The configured organizations; none: <c>default</c> alone.</param>
    /// <param name="values">Collects the errors.</param>
    internal static IReadOnlyList<LinkTemplateOptions> Read(
        IConfigurationSection list, IReadOnlyList<OrganizationOptions> organizations, OptionValues values)
    {
        OrganizationId[] known = organizations.Count == 0 ? [OrganizationId.Default] : [.. organizations.Select(one => one.Id).Where(id => id != default)];
        var taken = new Dictionary<(OrganizationId?, ProjectId?), string>();
        var read = new List<LinkTemplateOptions>();
        foreach (IConfigurationSection section in list.GetChildren())
        {
            LinkTemplateOptions one = ReadOne(section, known, values);
            read.Add(one);
            foreach (ProjectId? project in one.Projects?.Select(project => (ProjectId?)project) ?? [null])
            {
                if (!taken.TryAdd((one.Organization, project), section.Path))
                {
                    string whose = project is { } named ? $"project {named}" : "the same replays";
                    values.AddError($"{section.Path} is for {whose}, as {taken[(one.Organization, project)]} is");
                }
            }
        }

        return read;
    }

    private static LinkTemplateOptions ReadOne(IConfigurationSection section, OrganizationId[] known, OptionValues values)
    {
        string? slug = section["Organization"];
        OrganizationId? organization = OrganizationId.TryParse(slug ?? "", out OrganizationId parsed) ? parsed : null;
        if (slug is not null && (organization is not { } named || !known.Contains(named)))
        {
            values.AddError(section, "Organization", $"'{slug}' is not one of the organizations: {string.Join(", ", known)}");
        }

        var one = new LinkTemplateOptions(organization, values.Projects(section), section["Template"]?.Trim() ?? "", section["BaseUrl"]?.Trim());
        if (TemplateParser.Parse(one, TimeSpan.Zero, out string key, out string? error) is null)
        {
            values.AddError(section, key, error!);
        }

        return one;
    }
}
