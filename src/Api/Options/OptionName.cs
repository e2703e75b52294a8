using System.Text.RegularExpressions;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Options;

/// <summary>An option of the configuration.</summary>
/// <param name="Path">Its path below <c>ReplayGraph</c>, with colons; a part such as <c>&lt;slug&gt;</c> stands for any.</param>
/// <param name="Meaning">What it says, as help shows it.</param>
/// <param name="IsList">Whether it may have several values, as <c>Path:0</c>, <c>Path:1</c>.</param>
public sealed record OptionName(string Path, string Meaning, bool IsList = false)
{
    private readonly string[] _parts = Path.Split(':');

    /// <summary>The parts of its path.</summary>
    internal IReadOnlyList<string> Parts => _parts;

    /// <summary>Its path, and the path inside its section: people leave the section out.</summary>
    internal IEnumerable<string> Spellings => _parts.Length == 1 ? [Path] : [Path, string.Join(':', _parts[1..])];

    /// <summary>Whether the path is its own, or that of one of its values.</summary>
    internal bool Is(ReadOnlySpan<string> path) =>
        (path.Length == _parts.Length || (IsList && path.Length == _parts.Length + 1)) && Agrees(path);

    /// <summary>Whether the path leads to it.</summary>
    internal bool IsBelow(ReadOnlySpan<string> path) => path.Length < _parts.Length && Agrees(path);

    /// <summary>Whether a name has the letters of one of its spellings, whatever lies between them.</summary>
    internal bool IsSpelled(string name)
    {
        string letters = Nearest.Letters(name), values = IsList ? "[0-9]*" : "";
        return Spellings
            .Select(spelling => string.Concat(spelling.Split(':').Select(part => IsAny(part) ? ".+" : Nearest.Letters(part))))
            .Any(spelling => Regex.IsMatch(letters, $"^{spelling}{values}$"));
    }

    /// <summary>The path as it is written here, with what the given one has where any part may stand.</summary>
    internal string Written(string[] path) =>
        string.Join(':', path.Select((part, i) => i < _parts.Length && !IsAny(_parts[i]) ? _parts[i] : part));

    private static bool IsAny(string part) => part[0] == '<';

    private bool Agrees(ReadOnlySpan<string> path)
    {
        for (int i = 0; i < Math.Min(path.Length, _parts.Length); i++)
        {
            if (!IsAny(_parts[i]) && !_parts[i].Equals(path[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
