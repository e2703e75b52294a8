using System.CommandLine;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Targets;

/// <summary>The options for the token of a server.</summary>
internal sealed class ServerTokenOptions
{
    /// <summary>The environment variable of the token if no option gives it.</summary>
    internal const string Variable = "REPLAYGRAPH_TOKEN";

    private readonly Option<string?> _token = new("--token")
    {
        Description = "The token for the server. It is visible in the process list; prefer --token-file.",
        HelpName = "token",
    };

    private readonly Option<string?> _file = new("--token-file")
    {
        Description = $"A file whose first line is the token. [default: environment variable {Variable}]",
        HelpName = "file",
    };

    internal IEnumerable<Option> All => [_token, _file];

    /// <summary>Reads the token, or null.</summary>
    /// <exception cref="UsageException">Both options are given, or the file has no token.</exception>
    internal string? Read(ParseResult parsed) => (parsed.GetValue(_token), parsed.GetValue(_file)) switch
    {
        ({ }, { }) => throw new UsageException("--token and --token-file: use only one of them"),
        ({ } token, _) => Check(token, "--token"),
        (_, { } file) => Check(FirstLine(file), $"--token-file: {file}"),
        _ when Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } token => Check(token, Variable),
        _ => null,
    };

    // Other characters cannot be sent in a header.
    private static string Check(string token, string source) => token.Length > 0 && token.All(letter => letter is > ' ' and <= '~')
        ? token
        : throw new UsageException($"{source}: a token is one word of printable ASCII characters");

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
