using System.Text.RegularExpressions;

namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>The folders of one project and the arrows between them.</summary>
/// <remarks>
/// An arrow comes from a <c>using</c> (the build rejects an unused one), from a qualified name, and from a type of the file's own or of an
/// enclosing namespace, which needs no <c>using</c>. This reads text: a member that has the name of such a type counts as the type.
/// </remarks>
internal sealed partial class FolderGraph
{
    private readonly Dictionary<string, Dictionary<string, string>> _folders = [];
    private readonly Dictionary<(string From, string To), Arrow> _arrows = [];

    /// <param name="files">All files of the project.</param>
    internal FolderGraph(IReadOnlyCollection<CodeFile> files)
    {
        foreach (CodeFile file in files)
        {
            _folders.TryAdd(file.Namespace, []);
            foreach (string type in file.Types)
            {
                _folders[file.Namespace].TryAdd(type, file.Folder);
            }
        }

        foreach (CodeFile file in files)
        {
            for (int i = 0; i < file.Lines.Count; i++)
            {
                string line = file.Lines[i];
                string place = $"{file.Path}:{i + 1}";
                if (Using().Match(line) is { Success: true } found)
                {
                    AddUsing(file, found.Groups["name"].Value, place);
                }
                else if (!line.StartsWith("namespace ", StringComparison.Ordinal))
                {
                    AddNames(file, line, place);
                }
            }
        }
    }

    /// <summary>One arrow for each pair of folders, in the order of their names.</summary>
    internal IEnumerable<Arrow> Arrows => _arrows.Values.OrderBy(arrow => arrow.Name, StringComparer.Ordinal);

    private void AddUsing(CodeFile file, string name, string place)
    {
        (string space, string type) = Split(name);
        if (type.Length > 0)
        {
            Add(file, _folders[space].GetValueOrDefault(type), $"{place} using {name}");
        }
        else if (_folders.TryGetValue(space, out Dictionary<string, string>? types))
        {
            // A namespace may span several folders: only those whose types the file names count.
            bool isOne = types.Values.Distinct().Count() == 1;
            foreach ((string used, string folder) in types)
            {
                if (isOne || file.Lines.Any(line => Names().Matches(line).Any(match => match.Groups["name"].Value == used)))
                {
                    Add(file, folder, $"{place} using {name}");
                }
            }
        }
    }

    private void AddNames(CodeFile file, string line, string place)
    {
        foreach (Match match in Names().Matches(line))
        {
            string name = match.Groups["name"].Value;
            for (string space = file.Namespace; space.Length > 0; space = Parent(space))
            {
                if (_folders.TryGetValue(space, out Dictionary<string, string>? types)
                    && types.TryGetValue(name.Split('.')[0], out string? folder))
                {
                    Add(file, folder, $"{place} {name}");
                    break;
                }

                (string inner, string type) = Split($"{space}.{name}");
                if (inner.Length > space.Length && type.Length > 0)
                {
                    Add(file, _folders[inner].GetValueOrDefault(type), $"{place} {name}");
                    break;
                }
            }

            (string full, string found) = Split(name);
            if (found.Length > 0)
            {
                Add(file, _folders[full].GetValueOrDefault(found), $"{place} {name}");
            }
        }
    }

    // The longest namespace of the project that the name starts with, and the part behind it.
    private (string Space, string Type) Split(string name)
    {
        for (string space = name; space.Length > 0; space = Parent(space))
        {
            if (_folders.ContainsKey(space))
            {
                return (space, space.Length == name.Length ? "" : name[(space.Length + 1)..].Split('.')[0]);
            }
        }

        return ("", "");
    }

    private void Add(CodeFile file, string? to, string place)
    {
        if (to is not null && to != file.Folder)
        {
            _arrows.TryAdd((file.Folder, to), new Arrow(file.Project, file.Folder, to, place));
        }
    }

    private static string Parent(string space) => space.LastIndexOf('.') is > 0 and var dot ? space[..dot] : "";

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(?<name>[\w.]+)")]
    private static partial Regex Using();

    [GeneratedRegex(@"(?<![\w.])(?<name>[A-Z][\w.]*)")]
    private static partial Regex Names();
}
