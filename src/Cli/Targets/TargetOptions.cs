using System.CommandLine;
using System.CommandLine.Parsing;
using ReplayGraph.Cli.Help;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Facts;

namespace ReplayGraph.Cli.Targets;

/// <summary>The options that say which graph a command works on.</summary>
internal sealed class TargetOptions
{
    private const int UsualRetentionDays = 90;

    private readonly Option<string?> _data = new("--data")
    {
        Description = "A data folder, used directly; no other process may hold it.",
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
        Description = "With a data folder: how many days facts are kept that do not say it themselves.",
        HelpName = "days",
        CustomParser = Numbers.Between(1, Limits.RetentionDays),
        DefaultValueFactory = _ => UsualRetentionDays,
    };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(DocumentedCommand command) =>
        command.AddGroup("Data folder or server", [_data, _server, _organization, .. _token.All, _retention]);

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">They contradict each other.</exception>
    internal TargetChoice Read(ParseResult parsed) => parsed.GetValue(_data) is not null && parsed.GetValue(_server) is not null
        ? throw new UsageException("--data and --server: use one of them")
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

    /// <summary>Reads the value of an option that names an organization.</summary>
    internal static OrganizationId ReadOrganization(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!OrganizationId.TryParse(text, out OrganizationId id))
        {
            result.AddError(
                $"{result.Argument.Name}: '{text}' cannot be an organization's name: use 1 to {OrganizationId.MaxLength} of "
                + "a-z, 0-9, '-', '_', beginning with a letter or digit");
        }

        return id;
    }
}

/// <summary>Which graph a command works on.</summary>
/// <param name="Data">The data folder, if one was named.</param>
/// <param name="Server">The server, if one was named.</param>
/// <param name="Organization">The organization.</param>
/// <param name="Token">The token for the server, or null.</param>
/// <param name="RetentionDays">For a data folder: how long facts are kept that do not say it themselves.</param>
internal sealed record TargetChoice(string? Data, Uri? Server, OrganizationId Organization, string? Token, int RetentionDays);
