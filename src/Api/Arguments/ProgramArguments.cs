using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Arguments;

/// <summary>A server's command line, with the keys of the configuration (<c>--Logging:LogLevel:Default</c>) apart from the rest.</summary>
/// <param name="Plain">Options and commands, for their parser.</param>
/// <param name="Keys">Keys of the configuration and their values.</param>
/// <param name="Unknown">Options that are neither.</param>
/// <param name="Valueless">Options and keys that lack their value.</param>
internal sealed record ProgramArguments(
    IReadOnlyList<string> Plain,
    IReadOnlyList<KeyValuePair<string, string>> Keys,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Valueless)
{
    /// <summary>
    /// The sections that the command line may set. The names of the first are checked as it is read; what the others hold is ASP.NET's.
    /// </summary>
    internal static IReadOnlyList<string> Sections { get; } = [OptionNames.Section, "Logging", "Kestrel"];

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="flags">The options of the parser that have no value, such as <c>--help</c>.</param>
    /// <param name="options">Those that have one, such as <c>--data</c>.</param>
    internal static ProgramArguments Read(
        IReadOnlyList<string> args, IReadOnlyCollection<string> flags, IReadOnlyCollection<string> options)
    {
        List<string> plain = [], unknown = [], valueless = [];
        List<KeyValuePair<string, string>> keys = [];
        for (int i = 0; i < args.Count; i++)
        {
            string option = args[i].Split('=', ':')[0];
            if (!IsOption(args[i]) || flags.Contains(option) || (options.Contains(option) && option != args[i]))
            {
                plain.Add(args[i]);
                continue;
            }

            // The next word is its value, but an option is not: no folder named --urls is wanted.
            string[] parts = args[i].Split('=', 2);
            string? value = parts.Length == 2 ? parts[1] : i + 1 < args.Count && !IsOption(args[i + 1]) ? args[++i] : null;
            bool isOption = options.Contains(option);
            if (!isOption && !IsKey(parts[0]))
            {
                unknown.Add(parts[0]);
            }
            else if (value is null)
            {
                valueless.Add(parts[0]);
            }
            else if (isOption)
            {
                plain.AddRange(option, value);
            }
            else
            {
                keys.Add(new(parts[0][2..], value));
            }
        }

        return new(plain, keys, unknown, valueless);
    }

    private static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal);

    private static bool IsKey(string name) =>
        name.Split(':') is [var section, _, ..] && Sections.Contains(section[2..], StringComparer.OrdinalIgnoreCase);
}
