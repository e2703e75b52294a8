using System.CommandLine;
using System.CommandLine.Parsing;
using ReplayGraph.Facts;

namespace ReplayGraph.Cli.Running;

/// <summary>The options that say which graph a command works on.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = "A data folder, used directly; no other process may hold it.",
        HelpName = "FOLDER",
    };

    private readonly Option<Uri?> _server = new("--server")
    {
        Description = "A running server, such as http://localhost:5000.",
        HelpName = "URL",
        CustomParser = ReadServer,
    };

    private readonly Option<OrganizationId> _organization = new("--org")
    {
        Description = "The organization.",
        HelpName = "SLUG",
        CustomParser = ReadOrganization,
        DefaultValueFactory = _ => OrganizationId.Default,
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = "The token for the server. [default: environment variable REPLAYGRAPH_TOKEN]",
        HelpName = "TOKEN",
    };

    private readonly Option<int> _retention = new("--retention-days")
    {
        Description = "With a data folder: how long facts are kept that do not say it themselves.",
        HelpName = "DAYS",
        DefaultValueFactory = _ => 90,
    };

    /// <summary>Adds the options to a command.</summary>
    internal TargetOptions AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_server);
        command.Add(_organization);
        command.Add(_token);
        command.Add(_retention);
        return this;
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">They contradict each other, or are out of range.</exception>
    internal TargetChoice Read(ParseResult parsed)
    {
        var choice = new TargetChoice(
            parsed.GetValue(_data),
            parsed.GetValue(_server),
            parsed.GetValue(_organization),
            parsed.GetValue(_token) ?? Environment.GetEnvironmentVariable("REPLAYGRAPH_TOKEN"),
            parsed.GetValue(_retention));
        if (choice.Data is not null && choice.Server is not null)
        {
            throw new UsageException("--data and --server: only one of them can be");
        }

        return choice.RetentionDays is >= 1 and <= Limits.RetentionDays
            ? choice
            : throw new UsageException($"--retention-days: 1 to {Limits.RetentionDays}");
    }

    private static Uri? ReadServer(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out Uri? server) && server.Scheme is "http" or "https")
        {
            return server;
        }

        result.AddError($"--server: '{text}' is no address such as http://localhost:5000");
        return null;
    }

    /// <summary>Reads the value of an option that names an organization.</summary>
    internal static OrganizationId ReadOrganization(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!OrganizationId.TryParse(text, out OrganizationId id))
        {
            result.AddError(
                $"{result.Argument.Name}: '{text}' is no organization: 1 to {OrganizationId.MaxLength} of a-z, 0-9, '-', '_', "
                + "starting with a letter or digit");
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
