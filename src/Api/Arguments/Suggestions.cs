using ReplayGraph.Api.Options;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Arguments;

/// <summary>Suggests what an unknown argument was meant to be.</summary>
/// <param name="words">Options and commands.</param>
/// <param name="keys">The configuration keys that have an option.</param>
/// <param name="names">The names that the section <c>ReplayGraph</c> may hold.</param>
internal sealed class Suggestions(
    IReadOnlyCollection<string> words, IReadOnlyDictionary<string, string> keys, OptionNames names)
{
    /// <summary>The question to append to an error, or an empty text.</summary>
    internal string Question(string argument)
    {
        // Accepts the spelling of environment variables. The value is not shown: it may be a secret.
        string path = argument.TrimStart('-').Replace("__", ":", StringComparison.Ordinal);
        return (Key(path) ?? Near(path)) is { } meant ? $"; did you mean '{meant}'?" : "";
    }

    private string? Key(string path)
    {
        if (names.Find(path) is { } known)
        {
            return Option(known);
        }

        string[] parts = path.Split(':', 2);
        return parts.Length == 2 && Nearest.To(parts[0], ProgramArguments.Sections) is { } section ? $"--{section}:{parts[1]}" : null;
    }

    private string? Near(string path) =>
        Nearest.To(path, [.. words, .. names.SelectMany(name => name.Spellings)]) is not { } near ? null
        : words.Contains(near) ? near
        : Option(names.FindSimilar(near)!);

    private string Option(string path) => keys.GetValueOrDefault($"{OptionNames.Section}:{path}", $"--{OptionNames.Section}:{path}");
}
