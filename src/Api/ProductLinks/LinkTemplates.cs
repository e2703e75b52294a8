using System.Collections.Frozen;

namespace ReplayGraph.Api.ProductLinks;

/// <summary>The templates of an organization.</summary>
public sealed class LinkTemplates
{
    private readonly FrozenDictionary<ProjectId, LinkTemplate> _ofProjects;
    private readonly LinkTemplate? _ofOthers;

    private LinkTemplates(FrozenDictionary<ProjectId, LinkTemplate> ofProjects, LinkTemplate? ofOthers)
    {
        (_ofProjects, _ofOthers) = (ofProjects, ofOthers);
        MaxLength = ofProjects.Values.Append(ofOthers).Max(template => template?.MaxLength ?? 0);
    }

    /// <summary>An upper bound of the length of their URLs.</summary>
    internal int MaxLength { get; }

    /// <summary>The template of a project: its own, or else that of all others; null if there is none.</summary>
    public LinkTemplate? Of(ProjectId project) => _ofProjects.GetValueOrDefault(project, _ofOthers!);

    /// <summary>The templates of each organization that has any: those that name it, or if none does, those for all.</summary>
    /// <param name="organizations">All organizations.</param>
    /// <param name="all">The valid options.</param>
    /// <param name="preRoll">How long before the moment a replay begins to play.</param>
    internal static FrozenDictionary<OrganizationId, LinkTemplates> ByOrganization(
        IEnumerable<OrganizationId> organizations, IReadOnlyList<LinkTemplateOptions> all, TimeSpan preRoll)
    {
        var found = new Dictionary<OrganizationId, LinkTemplates>();
        foreach (OrganizationId organization in organizations)
        {
            OrganizationId? named = all.Any(one => one.Organization == organization) ? organization : null;
            LinkTemplateOptions[] own = [.. all.Where(one => one.Organization == named)];
            if (own.Length > 0)
            {
                found.Add(organization, Of(own, preRoll));
            }
        }

        return found.ToFrozenDictionary();
    }

    private static LinkTemplates Of(IEnumerable<LinkTemplateOptions> own, TimeSpan preRoll)
    {
        var ofProjects = new Dictionary<ProjectId, LinkTemplate>();
        LinkTemplate? ofOthers = null;
        foreach (LinkTemplateOptions one in own)
        {
            LinkTemplate template = TemplateParser.Parse(one, preRoll, out _, out string? error)
                ?? throw new ArgumentException(error, nameof(own));
            ofOthers = one.Projects is null ? template : ofOthers;
            foreach (ProjectId project in one.Projects ?? new HashSet<ProjectId>())
            {
                ofProjects[project] = template;
            }
        }

        return new(ofProjects.ToFrozenDictionary(), ofOthers);
    }
}
