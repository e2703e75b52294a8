using System.Collections;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Options;

/// <summary>The options of a program below <c>ReplayGraph</c>.</summary>
public sealed class OptionNames(params IEnumerable<OptionName> names) : IEnumerable<OptionName>
{
    /// <summary>The section that holds them.</summary>
    public const string Section = "ReplayGraph";

    private readonly OptionName[] _names = [.. names];

    /// <inheritdoc/>
    public IEnumerator<OptionName> GetEnumerator() => _names.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Reports what the section holds and the program does not read.</summary>
    public void Check(IConfigurationSection section, OptionValues values) => Check(section, [], values);

    /// <summary>The canonical path of an option; null if there is no such option.</summary>
    internal string? Find(string path)
    {
        string[] parts = path.Split(':');
        return Array.Find(_names, name => name.Matches(parts))?.Canonical(parts);
    }

    /// <summary>The path of the option with this spelling, whatever the separators; null if there is none.</summary>
    internal string? FindSpelling(string name) => Array.Find(_names, one => one.HasSpelling(name))?.Path;

    /// <summary>The path of the option that was probably meant; null if none is similar.</summary>
    internal string? FindSimilar(string name) => Find(name) ?? FindSpelling(name) ?? FindNearest(name);

    private string? FindNearest(string name) =>
        Nearest.To(name, _names.SelectMany(one => one.Spellings)) is { } near
            ? Array.Find(_names, one => one.Spellings.Contains(near))?.Path
            : null;

    private void Check(IConfigurationSection parent, string[] above, OptionValues values)
    {
        foreach (IConfigurationSection child in parent.GetChildren())
        {
            string[] path = [.. above, child.Key];
            bool isOption = Array.Exists(_names, name => name.Matches(path));
            if (!isOption && !Array.Exists(_names, name => name.IsBelow(path)))
            {
                values.AddError($"{child.Path} is unknown; {Hint(path)}");
                continue;
            }

            if (!isOption && !string.IsNullOrEmpty(child.Value))
            {
                values.AddError($"{child.Path} is a section without a value; its keys are {Parts(path)}");
            }

            Check(child, path, values);
        }
    }

    private string Hint(string[] path)
    {
        string[] above = path[..^1];
        if (!Below(above).Any())
        {
            return $"{Section}:{string.Join(':', above)} is a single value";
        }

        string? near = Nearest.To(path[^1], Below(above)) is { } sibling ? string.Join(':', [.. above, sibling]) : FindSimilar(path[^1]);
        return near is null ? $"known keys are {Parts(above)}" : $"did you mean {Section}:{near}?";
    }

    private string Parts(string[] path) => string.Join(", ", Below(path));

    private IEnumerable<string> Below(string[] path) =>
        _names.Where(name => name.IsBelow(path)).Select(name => name.Parts[path.Length]).Distinct();
}
