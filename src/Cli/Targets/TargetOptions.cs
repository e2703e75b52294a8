using System.CommandLine;
using System.CommandLine.Parsing;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Facts;

namespace ReplayGraph.Cli.Targets;

/// <summary>The options that choose the graph of a command.</summary>
internal sealed class TargetOptions
{
    private const int UsualRetentionDays = 90;

    private readonly Option<string?> _data = new("--data")
    {
        Description = "A data folder, opened directly; no other process may use it.",
        HelpName = "folder",
    };

    private readonly Option<Uri?> _server = new("--server")
    {
        Description = "A running server, such as http://localhost:5000.",
        HelpName = "url",
        CustomParser = ReadServer,
    };

    private readonly Option<OrganizationId> _organization = new("--org")
    {
        Description = "The organization.",
        HelpName = "name",
        CustomParser = ReadOrganization,
        DefaultValueFactory = _ => OrganizationId.Default,
    };

    private readonly ServerTokenOptions _token = new();

    private readonly Option<int> _retention = new("--retention-days")
    {
        Description = "With a data folder: how many days to keep facts that have no retention of their own.",
        HelpName = "days",
        CustomParser = Numbers.Between(1, Limits.RetentionDays),
        DefaultValueFactory = _ => UsualRetentionDays,
    };

    internal void AddTo(DocumentedCommand command) =>
        command.AddGroup("Data folder or server", [_data, _server, _organization, .. _token.All, _retention]);

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">The options contradict each other.</exception>
    internal TargetChoice Read(ParseResult parsed) => parsed.GetValue(_data) is not null && parsed.GetValue(_server) is not null
        ? throw new UsageException("--data and --server: use only one of them")
        : new(
            parsed.GetValue(_data),
            parsed.GetValue(_server),
            parsed.GetValue(_organization),
            _token.Read(parsed),
            parsed.GetValue(_retention));

    private static Uri? ReadServer(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out Uri? server) && server.Scheme is "http" or "https")
        {
            return server;
        }

        result.AddError($"--server: '{text}' is not an address such as http://localhost:5000");
        return null;
    }

    /// <summary>Parses the value of an option that names an organization.</summary>
    internal static OrganizationId ReadOrganization(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!OrganizationId.TryParse(text, out OrganizationId id))
        {
            result.AddError(
                $"{result.Argument.Name}: '{text}' is not a valid organization: use 1 to {OrganizationId.MaxLength} of "
                + "a-z, 0-9, '-', '_', starting with a letter or digit");
        }

        return id;
    }
}

/// <summary>The graph of a command.</summary>
/// <param name="Data">The data folder, or null.</param>
/// <param name="Server">The server, or null.</param>
/// <param name="Organization">The organization.</param>
/// <param name="Token">The token for the server, or null.</param>
/// <param name="RetentionDays">For a data folder: the retention of facts without one of their own, in days.</param>
internal sealed record TargetChoice(string? Data, Uri? Server, OrganizationId Organization, string? Token, int RetentionDays);
