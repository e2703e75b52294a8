using Microsoft.Extensions.Configuration.Json;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Options;

/// <summary>
/// Finds options that lie outside of the section <c>ReplayGraph</c>, where nobody reads them. In a file of settings they are a fault, and
/// so is a variable of the environment that bears the product's name. Any other variable may be somebody else's: it is mentioned.
/// </summary>
/// <param name="names">What the section may hold.</param>
/// <param name="values">Takes faults.</param>
/// <param name="talk">Takes what is no fault.</param>
internal sealed class StrayNames(OptionNames names, OptionValues values, TextWriter talk)
{
    private static readonly string _product = Nearest.Letters(OptionNames.Section);

    /// <summary>Looks through variables of the environment.</summary>
    internal void CheckEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        foreach ((string variable, string value) in variables)
        {
            string path = variable.Replace("__", ":", StringComparison.Ordinal);
            string says = $"the environment variable {variable} is not read";
            if (IsOfTheSection(path) || IsAddressOfService(value))
            {
                continue;
            }

            if (WithProductName(path) is { } meant)
            {
                values.Fault($"{says}; did you mean {Variable(meant)}?");
            }
            else if (names.Find(path) is { } known)
            {
                talk.WriteLine($"{char.ToUpperInvariant(says[0])}{says[1..]}. If it is meant for ReplayGraph, call it {Variable(known)}.");
            }
        }
    }

    /// <summary>Looks through the files of settings.</summary>
    internal void CheckFiles(IConfigurationRoot configuration)
    {
        foreach (JsonConfigurationProvider file in configuration.Providers.OfType<JsonConfigurationProvider>())
        {
            foreach (string path in Paths(file, null).Where(path => !IsOfTheSection(path)))
            {
                if ((WithProductName(path) ?? names.Find(path)) is { } meant)
                {
                    values.Fault($"{file.Source.Path}: {path} is not read; did you mean {OptionNames.Section}:{meant}?");
                }
            }
        }
    }

    private static IEnumerable<string> Paths(JsonConfigurationProvider file, string? parent)
    {
        foreach (string key in file.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            string path = parent is null ? key : $"{parent}:{key}";
            if (file.TryGet(path, out string? value) && value is not null)
            {
                yield return path;
            }

            foreach (string below in Paths(file, path))
            {
                yield return below;
            }
        }
    }

    private static bool IsOfTheSection(string path) =>
        path.StartsWith(OptionNames.Section + ":", StringComparison.OrdinalIgnoreCase);

    // Kubernetes tells every pod where each service is: REPLAYGRAPH_SILO_PORT=tcp://10.0.0.1:80 of one named replaygraph-silo.
    private static bool IsAddressOfService(string value) => value.StartsWith("tcp://", StringComparison.Ordinal);

    private static string Variable(string path) => $"{OptionNames.Section}__{path.Replace(":", "__", StringComparison.Ordinal)}";

    // REPLAYGRAPH_DATA, or a slip in the section's name.
    private string? WithProductName(string path)
    {
        string[] parts = path.Split(':', 2);
        if (parts.Length == 2 && Nearest.To(parts[0], [OptionNames.Section]) is not null && names.Find(parts[1]) is { } known)
        {
            return known;
        }

        string letters = Nearest.Letters(path);
        return letters.StartsWith(_product, StringComparison.Ordinal) ? names.Spelled(letters[_product.Length..]) : null;
    }
}
