using System.Globalization;

namespace ReplayGraph.Api.Options;

/// <summary>
/// Reads values of the configuration and notes everything that is wrong with them, so that all of it can be said at once.
/// </summary>
public sealed class OptionValues
{
    private readonly List<string> _faults = [];

    /// <summary>What is wrong; empty if all is well.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The entries of a list, or the words of a text with commas.</summary>
    public static IEnumerable<string> Values(IConfigurationSection list) => list.Value is { } text
        ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : list.GetChildren().Select(child => child.Value ?? "");

    /// <summary>A whole number.</summary>
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

        Fault(section, name, $"'{text}' is no whole number from {min} to {max}");
        return otherwise;
    }

    /// <summary>Yes or no.</summary>
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

        Fault(section, name, $"'{text}' is neither true nor false");
        return otherwise;
    }

    /// <summary>Notes a fault of a value.</summary>
    public void Fault(IConfigurationSection section, string name, string what) => Fault($"{section.Path}:{name} {what}");

    /// <summary>Notes a fault.</summary>
    public void Fault(string what) => _faults.Add(what);

    /// <summary>Says all faults.</summary>
    /// <returns>Whether there are any.</returns>
    public bool Report(TextWriter talk)
    {
        if (_faults.Count > 0)
        {
            talk.WriteLine($"The options have {(_faults.Count == 1 ? "a fault" : $"{_faults.Count} faults")}:");
            foreach (string fault in _faults)
            {
                talk.WriteLine($"  {fault}");
            }

            talk.WriteLine("--help shows all options.");
        }

        return _faults.Count > 0;
    }
}
