using System.Text.Json;

namespace ReplayGraph.Api.Options;

/// <summary>
/// The file that may hold the organizations, as <c>appsettings.json</c> would: <c>{"ReplayGraph":{"Organizations":{...}}}</c>. It can be
/// replaced while the program runs.
/// </summary>
internal static class OrganizationsFile
{
    private static readonly OptionNames _names = new(
        ApiOptionNames.OfEveryHost.Where(name => name.Path.StartsWith(nameof(ReplayGraphOptions.Organizations) + ":", StringComparison.Ordinal)));

    /// <summary>The section that holds the organizations, in the file if one is configured.</summary>
    /// <param name="section">The section <c>ReplayGraph</c>.</param>
    /// <param name="values">Collects the errors.</param>
    internal static IConfigurationSection SectionOf(IConfigurationSection section, OptionValues values)
    {
        const string name = nameof(ReplayGraphOptions.Organizations);
        IConfigurationSection own = section.GetSection(name);
        if (section[nameof(ReplayGraphOptions.OrganizationsFile)] is not { } path)
        {
            return own;
        }

        if (own.GetChildren().Any())
        {
            values.AddError(section, nameof(ReplayGraphOptions.OrganizationsFile), $"is set, but so is {own.Path}; keep the organizations in one place");
        }

        if (Read(path, out string? error) is not { } file)
        {
            values.AddError(section, nameof(ReplayGraphOptions.OrganizationsFile), $"'{path}' cannot be read: {error}");
            return own;
        }

        foreach (IConfigurationSection other in file.GetChildren().Where(other => other.Key != OptionNames.Section))
        {
            values.AddError($"'{path}': {other.Path} is unknown; the file holds {OptionNames.Section}:{name} alone");
        }

        IConfigurationSection read = file.GetSection(OptionNames.Section);
        _names.Check(read, values);
        if (!read.GetSection(name).GetChildren().Any())
        {
            values.AddError(section, nameof(ReplayGraphOptions.OrganizationsFile), $"'{path}' holds no organization below {OptionNames.Section}:{name}");
        }

        return read.GetSection(name);
    }

    private static IConfigurationRoot? Read(string path, out string? error)
    {
        try
        {
            using var bytes = new MemoryStream(File.ReadAllBytes(path));
            error = null;
            return new ConfigurationBuilder().AddJsonStream(bytes).Build();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or FormatException or JsonException
            or InvalidDataException)
        {
            error = (e.InnerException ?? e).Message;
            return null;
        }
    }
}
