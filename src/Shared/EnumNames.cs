namespace ReplayGraph.Shared;

/// <summary>The names of an enum's values in requests and answers: its members in lower case.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> _values = Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant());
    private static readonly Dictionary<T, string> _names = _values.ToDictionary(pair => pair.Value, pair => pair.Key);

    internal static string Of(T value) => _names[value];

    /// <summary>The value with a name; <c>default</c> if there is none.</summary>
    internal static T Parse(string name) => _values.GetValueOrDefault(name);
}
