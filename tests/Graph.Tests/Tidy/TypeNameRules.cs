using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Graph.Tests.Tidy;

/// <summary>No two namespaces of <c>src</c> define a type of the same name.</summary>
/// <remarks>Nested types do not count: the outer type distinguishes them.</remarks>
internal static class TypeNameRules
{
    /// <summary>The names that are defined twice, and the open names that no longer are.</summary>
    /// <param name="code">The files of C#.</param>
    /// <param name="open">Names to leave out.</param>
    internal static IEnumerable<string> Twice(IEnumerable<SourceFile> code, IReadOnlyCollection<string> open)
    {
        var twice = CodeFile.Read(code)
            .SelectMany(file => file.Types.Select(type => (Type: type, File: file)))
            .GroupBy(found => found.Type, found => found.File)
            .Where(files => files.Select(file => file.Namespace).Distinct().Count() > 1)
            .OrderBy(files => files.Key, StringComparer.Ordinal)
            .ToDictionary(files => files.Key, files => string.Join(", ", files.Select(file => file.Path).Order(StringComparer.Ordinal)));

        foreach (string name in open.Where(name => !twice.ContainsKey(name)))
        {
            yield return $"{name} is not defined twice, delete it from {nameof(OpenFindings)}";
        }

        foreach ((string name, string paths) in twice.Where(found => !open.Contains(found.Key)))
        {
            yield return $"{name} is defined twice ({paths}), use two names";
        }
    }
}
