using System.Globalization;
using ReplayGraph.Api.Access;
using ReplayGraph.Facts;

namespace ReplayGraph.Api.Options;

/// <summary>Reads the options and notes everything that is wrong with them, so that all of it can be said at once.</summary>
internal sealed class OptionsReader
{
    private static readonly string[] _known =
    [
        nameof(ReplayGraphOptions.Data), nameof(ReplayGraphOptions.RetentionDays), nameof(ReplayGraphOptions.MaxBodyBytes),
        nameof(ReplayGraphOptions.MaxDecompressedBytes), nameof(ReplayGraphOptions.MaxBytesInFlight),
        nameof(ReplayGraphOptions.QuerySeconds),
        nameof(ReplayGraphOptions.ReplayCountPerSecond), nameof(ReplayGraphOptions.Organizations),
    ];

    private readonly List<string> _faults = [];

    private OptionsReader()
    {
    }

    /// <summary>Reads the section.</summary>
    /// <param name="section">The section <c>ReplayGraph</c>.</param>
    /// <param name="faults">What is wrong; empty if all is well.</param>
    internal static ReplayGraphOptions Read(IConfigurationSection section, out IReadOnlyList<string> faults)
    {
        var reader = new OptionsReader();
        faults = reader._faults;
        return reader.ReadAll(section);
    }

    private ReplayGraphOptions ReadAll(IConfigurationSection section)
    {
        var defaults = new ReplayGraphOptions();
        CheckNames(section, _known);
        string data = section[nameof(ReplayGraphOptions.Data)] ?? defaults.Data;
        if (string.IsNullOrWhiteSpace(data) || data.Contains('\0', StringComparison.Ordinal))
        {
            Fault(section, nameof(ReplayGraphOptions.Data), "names no folder");
        }

        var options = new ReplayGraphOptions
        {
            Data = data,
            RetentionDays = (int)Number(section, nameof(ReplayGraphOptions.RetentionDays), defaults.RetentionDays, 1, Limits.RetentionDays),
            MaxBodyBytes = Number(section, nameof(ReplayGraphOptions.MaxBodyBytes), defaults.MaxBodyBytes, 1 << 16, 1 << 30),
            MaxDecompressedBytes = Number(
                section, nameof(ReplayGraphOptions.MaxDecompressedBytes), defaults.MaxDecompressedBytes, 1 << 16, 1 << 30),
            MaxBytesInFlight = Number(section, nameof(ReplayGraphOptions.MaxBytesInFlight), defaults.MaxBytesInFlight, 1 << 20, 1L << 40),
            QuerySeconds = (int)Number(section, nameof(ReplayGraphOptions.QuerySeconds), defaults.QuerySeconds, 1, 3600),
            ReplayCountPerSecond = (int)Number(section, nameof(ReplayGraphOptions.ReplayCountPerSecond), 0, 0, 1_000_000),
            Organizations = [.. section.GetSection(nameof(ReplayGraphOptions.Organizations)).GetChildren().Select(Organization)],
        };
        if (options.MaxBytesInFlight < options.MaxDecompressedBytes)
        {
            Fault(section, nameof(ReplayGraphOptions.MaxBytesInFlight), $"is below MaxDecompressedBytes ({options.MaxDecompressedBytes})");
        }

        CheckTwice(options);
        return options;
    }

    private OrganizationOptions Organization(IConfigurationSection section)
    {
        CheckNames(section, ["Tokens", "Keys"]);
        if (!OrganizationId.TryParse(section.Key, out OrganizationId id))
        {
            _faults.Add(
                $"{section.Path}: '{section.Key}' is no organization: 1 to {OrganizationId.MaxLength} of a-z, 0-9, '-', '_', "
                + "starting with a letter or digit");
        }

        return new(
            id,
            [.. section.GetSection("Tokens").GetChildren().Select(Token)],
            [.. section.GetSection("Keys").GetChildren().Select(Key)]);
    }

    private TokenOptions Token(IConfigurationSection section)
    {
        CheckNames(section, ["Hash", "Scopes", "Projects", "Name"]);
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
            Fault(section, "Hash", "is no SHA-256: 64 hex digits, as 'hash-token' prints them");
        }

        Scopes scopes = Scopes.None;
        foreach (string word in Values(section.GetSection("Scopes")))
        {
            Scopes one = word.ToLowerInvariant() switch
            {
                "read" => Scopes.Read,
                "ingest" => Scopes.Ingest,
                "admin" => Scopes.Admin | Scopes.Read | Scopes.Ingest,
                _ => Scopes.None,
            };
            if (one == Scopes.None)
            {
                Fault(section, "Scopes", $"'{word}' is none of read, ingest, admin");
            }

            scopes |= one;
        }

        if (scopes == Scopes.None)
        {
            Fault(section, "Scopes", "allow nothing: name at least one of read, ingest, admin");
        }

        return new(hash, scopes, Projects(section), section["Name"] ?? section.Path);
    }

    private HashSet<ProjectId>? Projects(IConfigurationSection section)
    {
        IConfigurationSection list = section.GetSection("Projects");
        if (!list.Exists())
        {
            return null;
        }

        var projects = new HashSet<ProjectId>();
        foreach (string word in Values(list))
        {
            if (!ProjectId.TryParse(word, out ProjectId id))
            {
                Fault(section, "Projects", $"'{word}' is no project: a positive whole number");
            }

            projects.Add(id);
        }

        return projects;
    }

    private KeyOptions Key(IConfigurationSection section)
    {
        CheckNames(section, ["Key", "Project"]);
        string key = section["Key"] ?? "";
        if (!DsnKey.IsWellFormed(key))
        {
            Fault(section, "Key", "is no key of a DSN: 32 hex digits, lower case");
        }

        if (!ProjectId.TryParse(section["Project"] ?? "", out ProjectId project))
        {
            Fault(section, "Project", $"'{section["Project"]}' is no project: a positive whole number");
        }

        return new(key, project);
    }

    private void CheckTwice(ReplayGraphOptions options)
    {
        foreach (IGrouping<string, TokenOptions> same in options.Organizations.SelectMany(organization => organization.Tokens)
            .GroupBy(token => Convert.ToHexStringLower(token.Hash)).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            _faults.Add($"the tokens {string.Join(" and ", same.Select(token => token.Name))} have the same hash");
        }

        foreach (IGrouping<string, KeyOptions> same in options.Organizations.SelectMany(organization => organization.Keys)
            .GroupBy(key => key.Key).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            _faults.Add($"the DSN key {same.Key} is there {same.Count()} times");
        }
    }

    private long Number(IConfigurationSection section, string name, long otherwise, long min, long max)
    {
        string? text = section[name];
        if (text is null)
        {
            return otherwise;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value >= min && value <= max)
        {
            return value;
        }

        Fault(section, name, $"'{text}' is no whole number from {min} to {max}");
        return otherwise;
    }

    private void CheckNames(IConfigurationSection section, string[] known)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                Fault(section, child.Key, $"is unknown; known are {string.Join(", ", known)}");
            }
        }
    }

    private static IEnumerable<string> Values(IConfigurationSection list) => list.Value is { } text
        ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : list.GetChildren().Select(child => child.Value ?? "");

    private void Fault(IConfigurationSection section, string name, string what) => _faults.Add($"{section.Path}:{name} {what}");
}
