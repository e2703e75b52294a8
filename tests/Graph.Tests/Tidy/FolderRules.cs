using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>The folders of a project are layered: no folder uses one that uses it, directly or indirectly.</summary>
internal static class FolderRules
{
    /// <summary>The circles of every project, and the open arrows that are no longer on one.</summary>
    /// <param name="code">The files of C#.</param>
    /// <param name="open">Arrows to leave out, as <see cref="Arrow.Name"/>.</param>
    internal static IEnumerable<string> Circles(IEnumerable<SourceFile> code, IReadOnlyCollection<string> open)
    {
        var arrows = CodeFile.Read(code).GroupBy(file => file.Project).OrderBy(project => project.Key, StringComparer.Ordinal)
            .SelectMany(project => new FolderGraph([.. project]).Arrows).ToList();
        List<Arrow> kept = [.. arrows.Where(arrow => !open.Contains(arrow.Name))];

        foreach (string name in open)
        {
            if (arrows.Find(arrow => arrow.Name == name) is not { } arrow || Circle(arrow, kept) is null)
            {
                yield return $"{name} is on no circle, delete it from {nameof(OpenFindings)}";
            }
        }

        while (Shortest(kept) is { } circle)
        {
            string path = string.Join(" -> ", circle.Select(arrow => arrow.From).Append(circle[0].From));
            yield return $"{circle[0].Project}: {path} ({string.Join("; ", circle.Select(arrow => arrow.Place))}), move a type";
            kept.Remove(circle[^1]);
        }
    }

    private static List<Arrow>? Shortest(List<Arrow> arrows) =>
        arrows.Select(arrow => Circle(arrow, arrows)).OfType<List<Arrow>>().MinBy(circle => circle.Count);

    // The shortest circle that an arrow closes: breadth first from its end back to its start.
    private static List<Arrow>? Circle(Arrow first, List<Arrow> arrows)
    {
        var paths = new Queue<List<Arrow>>([[first]]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { first.To };
        while (paths.TryDequeue(out List<Arrow>? path))
        {
            if (path[^1].To == first.From)
            {
                return path;
            }

            foreach (Arrow next in arrows.Where(next => next.Project == first.Project && next.From == path[^1].To && seen.Add(next.To)))
            {
                paths.Enqueue([.. path, next]);
            }
        }

        return null;
    }
}
