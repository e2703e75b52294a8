using System.Globalization;

namespace ReplayGraph.Api.Options;

/// <summary>
/// Reads values of the configuration and collects all errors, so that they can be reported together.
/// </summary>
public sealed class OptionValues
{
    private readonly List<string> _errors = [];

    /// <summary>The errors; empty if the configuration is valid.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The entries of a list, or the parts of a text with commas.</summary>
    public static IEnumerable<string> Values(IConfigurationSection list) => list.Value is { } text
        ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : list.GetChildren().Select(child => child.Value ?? "");

    /// <summary>An integer.</summary>
    public long Number(IConfigurationSection section, string name, long otherwise, long min, long max)
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

        AddError(section, name, $"'{text}' is not an integer from {min} to {max}");
        return otherwise;
    }

    /// <summary>A boolean.</summary>
    public bool Flag(IConfigurationSection section, string name, bool otherwise)
    {
        string? text = section[name];
        if (text is null)
        {
            return otherwise;
        }

        if (bool.TryParse(text, out bool value))
        {
            return value;
        }

        AddError(section, name, $"'{text}' is neither true nor false");
        return otherwise;
    }

    /// <summary>The projects that a section is limited to; null: it names none.</summary>
    internal HashSet<ProjectId>? Projects(IConfigurationSection section)
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
                AddError(section, "Projects", $"'{word}' is not a valid project; expected a positive integer");
            }

            projects.Add(id);
        }

        return projects;
    }

    /// <summary>Adds an error of a value.</summary>
    public void AddError(IConfigurationSection section, string name, string error) => AddError($"{section.Path}:{name} {error}");

    /// <summary>Adds an error.</summary>
    public void AddError(string error) => _errors.Add(error);

    /// <summary>Prints all errors.</summary>
    /// <returns>Whether there are any.</returns>
    public bool Report(TextWriter output)
    {
        if (_errors.Count > 0)
        {
            output.WriteLine($"Invalid options ({_errors.Count} {(_errors.Count == 1 ? "error" : "errors")}):");
            foreach (string error in _errors)
            {
                output.WriteLine($"  {error}");
            }

            output.WriteLine("--help shows all options.");
        }

        return _errors.Count > 0;
    }
}
