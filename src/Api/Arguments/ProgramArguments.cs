using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Arguments;

/// <summary>A server's command line, with the configuration keys (<c>--Logging:LogLevel:Default</c>) split off.</summary>
/// <param name="Plain">Options and commands, for the parser.</param>
/// <param name="Keys">Configuration keys and their values.</param>
/// <param name="Unknown">Options that are neither.</param>
/// <param name="Valueless">Options and keys without their value.</param>
internal sealed record ProgramArguments(
    IReadOnlyList<string> Plain,
    IReadOnlyList<KeyValuePair<string, string>> Keys,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<string> Valueless)
{
    /// <summary>
    /// The sections that the command line may set. Names in the first are validated when it is read; the others are ASP.NET's.
    /// </summary>
    internal static IReadOnlyList<string> Sections { get; } = [OptionNames.Section, "Logging", "Kestrel"];

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="flags">The parser's options without a value, such as <c>--help</c>.</param>
    /// <param name="options">The parser's options with a value, such as <c>--data</c>.</param>
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

            // The next word is its value unless that is an option: nobody wants a folder named --urls.
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
