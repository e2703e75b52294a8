using System.Text.RegularExpressions;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Options;

/// <summary>An option of the configuration.</summary>
/// <param name="Path">Its path below <c>ReplayGraph</c>, with colons; a part such as <c>&lt;slug&gt;</c> is a wildcard.</param>
/// <param name="Meaning">Its description in help.</param>
/// <param name="IsList">Whether it may have several values, as <c>Path:0</c>, <c>Path:1</c>.</param>
public sealed record OptionName(string Path, string Meaning, bool IsList = false)
{
    private readonly string[] _parts = Path.Split(':');

    internal IReadOnlyList<string> Parts => _parts;

    /// <summary>Its path, with and without its first section: people leave that out.</summary>
    internal IEnumerable<string> Spellings => _parts.Length == 1 ? [Path] : [Path, string.Join(':', _parts[1..])];

    /// <summary>Whether the path names the option or one of its values.</summary>
    internal bool Matches(ReadOnlySpan<string> path) =>
        (path.Length == _parts.Length || (IsList && path.Length == _parts.Length + 1)) && MatchesStart(path);

    /// <summary>Whether the path leads to it.</summary>
    internal bool IsBelow(ReadOnlySpan<string> path) => path.Length < _parts.Length && MatchesStart(path);

    /// <summary>Whether a name has the letters of one of its spellings, whatever the separators.</summary>
    internal bool HasSpelling(string name)
    {
        string letters = Nearest.Letters(name), values = IsList ? "[0-9]*" : "";
        return Spellings
            .Select(spelling => string.Concat(spelling.Split(':').Select(part => IsWildcard(part) ? ".+" : Nearest.Letters(part))))
            .Any(spelling => Regex.IsMatch(letters, $"^{spelling}{values}$"));
    }

    /// <summary>The path in the option's own spelling, with the given parts in place of wildcards.</summary>
    internal string Canonical(string[] path) =>
        string.Join(':', path.Select((part, i) => i < _parts.Length && !IsWildcard(_parts[i]) ? _parts[i] : part));

    private static bool IsWildcard(string part) => part[0] == '<';

    private bool MatchesStart(ReadOnlySpan<string> path)
    {
        for (int i = 0; i < Math.Min(path.Length, _parts.Length); i++)
        {
            if (!IsWildcard(_parts[i]) && !_parts[i].Equals(path[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
