using ReplayGraph.Api.Access;
using ReplayGraph.Facts;

namespace ReplayGraph.Api.Options;

/// <summary>Reads the options of every host of the API.</summary>
public sealed class OptionsReader
{
    private readonly OptionValues _values;

    private OptionsReader(OptionValues values) => _values = values;

    /// <summary>Reads the section.</summary>
    /// <param name="section">The section <c>ReplayGraph</c>.</param>
    /// <param name="names">The options of the host.</param>
    /// <param name="values">Collects the errors.</param>
    public static ReplayGraphOptions Read(IConfigurationSection section, OptionNames names, OptionValues values)
    {
        names.Check(section, values);
        return new OptionsReader(values).ReadAll(section);
    }

    /// <summary>Reads the section again after the file of the organizations has changed.</summary>
    /// <param name="section">The section <c>ReplayGraph</c>.</param>
    /// <param name="values">Collects the errors.</param>
    internal static ReplayGraphOptions Reload(IConfigurationSection section, OptionValues values) => new OptionsReader(values).ReadAll(section);

    private ReplayGraphOptions ReadAll(IConfigurationSection section)
    {
        var defaults = new ReplayGraphOptions();
        string data = section[nameof(ReplayGraphOptions.Data)] ?? defaults.Data;
        if (string.IsNullOrWhiteSpace(data) || data.Contains('\0', StringComparison.Ordinal))
        {
            _values.AddError(section, nameof(ReplayGraphOptions.Data), "is empty or not a path");
        }
        else if (File.Exists(data))
        {
            _values.AddError(section, nameof(ReplayGraphOptions.Data), $"'{data}' is a file, not a folder");
        }

        var options = new ReplayGraphOptions
        {
            Data = data,
            RetentionDays = (int)_values.Number(
                section, nameof(ReplayGraphOptions.RetentionDays), defaults.RetentionDays, 1, Limits.RetentionDays),
            SharedTraceReplays = (int)_values.Number(
                section, nameof(ReplayGraphOptions.SharedTraceReplays), defaults.SharedTraceReplays, 1, 10_000),
            StaleAfterMinutes = (int)_values.Number(
                section, nameof(ReplayGraphOptions.StaleAfterMinutes), defaults.StaleAfterMinutes, 1, 525_600),
            MaxBodyBytes = _values.Number(section, nameof(ReplayGraphOptions.MaxBodyBytes), defaults.MaxBodyBytes, 1 << 16, 1 << 30),
            MaxDecompressedBytes = _values.Number(
                section, nameof(ReplayGraphOptions.MaxDecompressedBytes), defaults.MaxDecompressedBytes, 1 << 16, 1 << 30),
            MaxBytesInFlight = _values.Number(
                section, nameof(ReplayGraphOptions.MaxBytesInFlight), defaults.MaxBytesInFlight, 1 << 20, 1L << 40),
            QuerySeconds = (int)_values.Number(section, nameof(ReplayGraphOptions.QuerySeconds), defaults.QuerySeconds, 1, 3600),
            ReplayCountPerSecond = (int)_values.Number(section, nameof(ReplayGraphOptions.ReplayCountPerSecond), 0, 0, 1_000_000),
            LinkPreRollSeconds = (int)_values.Number(
                section, nameof(ReplayGraphOptions.LinkPreRollSeconds), defaults.LinkPreRollSeconds, 0, 3600),
            Live = Live(section.GetSection(nameof(ReplayGraphOptions.Live))),
            Organizations = Organizations(section),
            OrganizationsFile = section[nameof(ReplayGraphOptions.OrganizationsFile)],
        };
        options = options with
        {
            LinkTemplates = LinkTemplateReader.Read(
                section.GetSection(nameof(ReplayGraphOptions.LinkTemplates)), options.Organizations, _values),
            Webhooks = WebhookReader.Read(section.GetSection(nameof(ReplayGraphOptions.Webhooks)), options.Organizations, _values),
        };
        if (options.MaxBytesInFlight < options.MaxDecompressedBytes)
        {
            _values.AddError(
                section, nameof(ReplayGraphOptions.MaxBytesInFlight), $"is below MaxDecompressedBytes ({options.MaxDecompressedBytes})");
        }

        CheckDuplicates(options);
        return options;
    }

    private LiveOptions Live(IConfigurationSection section)
    {
        var defaults = new LiveOptions();
        return new()
        {
            IntervalMs = (int)_values.Number(section, nameof(LiveOptions.IntervalMs), defaults.IntervalMs, 100, 60_000),
            HeartbeatSeconds = (int)_values.Number(section, nameof(LiveOptions.HeartbeatSeconds), defaults.HeartbeatSeconds, 1, 300),
            MaxSubscribers = (int)_values.Number(section, nameof(LiveOptions.MaxSubscribers), defaults.MaxSubscribers, 0, 1_000_000),
        };
    }

    private IReadOnlyList<OrganizationOptions> Organizations(IConfigurationSection section)
    {
        OrganizationOptions[] all = [.. OrganizationsFile.SectionOf(section, _values).GetChildren().Select(Organization)];
        return section[nameof(ReplayGraphOptions.OrganizationsFile)] is null ? all : new ReloadedOrganizations(all);
    }

    private OrganizationOptions Organization(IConfigurationSection section)
    {
        if (!OrganizationId.TryParse(section.Key, out OrganizationId id))
        {
            _values.AddError(
                $"{section.Path}: '{section.Key}' is not a valid organization; expected 1 to {OrganizationId.MaxLength} of a-z, 0-9, '-', "
                + "'_', starting with a letter or digit");
        }

        return new(
            id,
            [.. section.GetSection("Tokens").GetChildren().Select(Token)],
            [.. section.GetSection("Keys").GetChildren().Select(Key)]);
    }

    private ApiTokenOptions Token(IConfigurationSection section)
    {
        byte[] hash = [];
        try
        {
            hash = Convert.FromHexString(section["Hash"] ?? "");
        }
        catch (FormatException)
        {
            // Reported below, as a hash of the wrong length.
        }

        if (hash.Length != 32)
        {
            _values.AddError(section, "Hash", "is not a SHA-256 hash; expected 64 hex digits, as 'hash-token' prints them");
        }

        Scopes scopes = Scopes.None;
        foreach (string word in OptionValues.Values(section.GetSection("Scopes")))
        {
            Scopes one = word.ToLowerInvariant() switch
            {
                "read" => Scopes.Read,
                "ingest" => Scopes.Ingest,
                "admin" => Scopes.Admin | Scopes.Read | Scopes.Ingest,
                "embed" => Scopes.Embed,
                _ => Scopes.None,
            };
            if (one == Scopes.None)
            {
                _values.AddError(section, "Scopes", $"'{word}' is not a scope; expected read, ingest, admin or embed");
            }

            scopes |= one;
        }

        if (scopes == Scopes.None)
        {
            _values.AddError(section, "Scopes", "are empty; name at least one of read, ingest, admin, embed");
        }

        return new(hash, scopes, _values.Projects(section), section["Name"] ?? section.Path) { Origins = EmbedOrigins.Read(section, scopes, _values) };
    }

    private DsnKeyOptions Key(IConfigurationSection section)
    {
        string key = section["Key"] ?? "";
        if (!DsnKey.IsWellFormed(key))
        {
            _values.AddError(section, "Key", "is not a DSN key; expected 32 lowercase hex digits");
        }

        if (!ProjectId.TryParse(section["Project"] ?? "", out ProjectId project))
        {
            _values.AddError(section, "Project", $"'{section["Project"]}' is not a valid project; expected a positive integer");
        }

        return new(key, project);
    }

    private void CheckDuplicates(ReplayGraphOptions options)
    {
        foreach (IGrouping<string, ApiTokenOptions> same in options.Organizations.SelectMany(organization => organization.Tokens)
            .GroupBy(token => Convert.ToHexStringLower(token.Hash)).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            _values.AddError($"the tokens {string.Join(" and ", same.Select(token => token.Name))} have the same hash");
        }

        foreach (IGrouping<string, DsnKeyOptions> same in options.Organizations.SelectMany(organization => organization.Keys)
            .GroupBy(key => key.Key).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            _values.AddError($"the DSN key {same.Key} is configured {same.Count()} times");
        }
    }
}
