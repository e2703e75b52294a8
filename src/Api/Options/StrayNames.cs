using Microsoft.Extensions.Configuration.Json;
using ReplayGraph.Shared;

namespace ReplayGraph.Api.Options;

/// <summary>
/// Finds options outside the section <c>ReplayGraph</c>, where they have no effect. In a settings file they are an error, and so is an
/// environment variable with the product's name. Any other variable may belong to another program: it causes a warning.
/// </summary>
/// <param name="names">The names that the section may hold.</param>
/// <param name="values">Collects the errors.</param>
/// <param name="warnings">Gets the warnings.</param>
internal sealed class StrayNames(OptionNames names, OptionValues values, TextWriter warnings)
{
    private static readonly string _product = Nearest.Letters(OptionNames.Section);

    internal void CheckEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        foreach ((string variable, string value) in variables)
        {
            string path = variable.Replace("__", ":", StringComparison.Ordinal);
            if (IsInSection(path) || IsAddressOfService(value))
            {
                continue;
            }

            if (WithProductName(path) is { } meant)
            {
                values.AddError($"the environment variable {variable} is not read; did you mean {Variable(meant)}?");
            }
            else if (names.Find(path) is { } known)
            {
                warnings.WriteLine(
                    $"The environment variable {variable} is not read. If it is meant for ReplayGraph, call it {Variable(known)}.");
            }
        }
    }

    internal void CheckFiles(IConfigurationRoot configuration)
    {
        foreach (JsonConfigurationProvider file in configuration.Providers.OfType<JsonConfigurationProvider>())
        {
            foreach (string path in Paths(file, null).Where(path => !IsInSection(path)))
            {
                if ((WithProductName(path) ?? names.Find(path)) is { } meant)
                {
                    values.AddError($"{file.Source.Path}: {path} is not read; did you mean {OptionNames.Section}:{meant}?");
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

    private static bool IsInSection(string path) =>
        path.StartsWith(OptionNames.Section + ":", StringComparison.OrdinalIgnoreCase);

    // Kubernetes sets variables for each service in every pod: REPLAYGRAPH_SILO_PORT=tcp://10.0.0.1:80 for one named replaygraph-silo.
    private static bool IsAddressOfService(string value) => value.StartsWith("tcp://", StringComparison.Ordinal);

    private static string Variable(string path) => $"{OptionNames.Section}__{path.Replace(":", "__", StringComparison.Ordinal)}";

    // REPLAYGRAPH_DATA, or a misspelled section.
    private string? WithProductName(string path)
    {
        string[] parts = path.Split(':', 2);
        if (parts.Length == 2 && Nearest.To(parts[0], [OptionNames.Section]) is not null && names.Find(parts[1]) is { } known)
        {
            return known;
        }

        string letters = Nearest.Letters(path);
        return letters.StartsWith(_product, StringComparison.Ordinal) ? names.FindSpelling(letters[_product.Length..]) : null;
    }
}
