namespace ReplayGraph.Fuzz.Targets;

/// <summary>A target read an input, and broke a promise.</summary>
/// <param name="promise">Which, in words that are the same each time.</param>
/// <param name="how">How, this time.</param>
internal sealed class BrokenPromiseException(string promise, string how) : Exception($"{promise}: {how}")
{
    /// <summary>Which promise.</summary>
    internal string Promise { get; } = promise;

    /// <summary>Throws unless a promise is kept.</summary>
    internal static void Unless(bool kept, string promise, Func<string>? how = null)
    {
        if (!kept)
        {
            throw new BrokenPromiseException(promise, how?.Invoke() ?? "");
        }
    }
}
