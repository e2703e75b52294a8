using System.CommandLine;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Targets;

/// <summary>The options that give the token for a server.</summary>
internal sealed class ServerTokenOptions
{
    /// <summary>Where the token is looked for if no option gives it.</summary>
    internal const string Variable = "REPLAYGRAPH_TOKEN";

    private readonly Option<string?> _token = new("--token")
    {
        Description = "The token for the server. Others can see it in the list of processes: better use --token-file.",
        HelpName = "token",
    };

    private readonly Option<string?> _file = new("--token-file")
    {
        Description = $"A file whose first line is the token. [default: environment variable {Variable}]",
        HelpName = "file",
    };

    /// <summary>The options.</summary>
    internal IEnumerable<Option> All => [_token, _file];

    /// <summary>Reads the token; null if there is none.</summary>
    /// <exception cref="UsageException">Both options are given, or the file holds no token.</exception>
    internal string? Read(ParseResult parsed) => (parsed.GetValue(_token), parsed.GetValue(_file)) switch
    {
        ({ }, { }) => throw new UsageException("--token and --token-file: use one of them"),
        ({ } token, _) => Check(token, "--token"),
        (_, { } file) => Check(FirstLine(file), $"--token-file: {file}"),
        _ when Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } token => Check(token, Variable),
        _ => null,
    };

    // Anything else cannot be sent in a header.
    private static string Check(string token, string source) => token.Length > 0 && token.All(letter => letter is > ' ' and <= '~')
        ? token
        : throw new UsageException($"{source}: a token is one word of ASCII letters, digits and signs");

    private static string FirstLine(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault("").Trim();
        }
        catch (Exception e) when (FileErrors.Is(e))
        {
            throw new UsageException($"--token-file: {file}: {FileErrors.OfFile(file, e)}");
        }
    }
}
