using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.ReplayCount;

/// <summary>The projects of a count: ids, or -1 for all. Slugs are unknown here, except for the one that means all.</summary>
internal static class CountProjects
{
    private const string All = "$all";

    /// <summary>Reads the projects; null: all.</summary>
    /// <param name="from">The query string.</param>
    /// <param name="error">The error; null if there is none.</param>
    internal static HashSet<ProjectId>? Read(IQueryCollection from, out string? error)
    {
        error = null;
        var projects = new HashSet<ProjectId>();
        bool all = false;
        foreach (string? word in from["project"])
        {
            if (word is "-1" or All)
            {
                all = true;
            }
            else if (ProjectId.TryParse(word, out ProjectId id))
            {
                projects.Add(id);
            }
            else
            {
                error = "Invalid project parameter. Values must be numbers.";
            }
        }

        error ??= WrongSlug(from["projectSlug"], projects.Count > 0);
        return all || projects.Count == 0 ? null : projects;
    }

    private static string? WrongSlug(StringValues slugs, bool hasIds)
    {
        string? unknown = slugs.FirstOrDefault(slug => slug != All);
        return slugs.Count > 0 && hasIds ? "Cannot query for both ids and slugs"
            : unknown is null ? null
            : $"This server does not know the slugs of projects: '{Excerpt.Of(unknown)}'. Use project=ID";
    }
}
