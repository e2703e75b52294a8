namespace ReplayGraph.Fuzz.Targets;

/// <summary>A target broke its contract.</summary>
/// <param name="promise">The contract, in constant words.</param>
/// <param name="how">The details of this case.</param>
internal sealed class BrokenPromiseException(string promise, string how) : Exception($"{promise}: {how}")
{
    /// <summary>The contract.</summary>
    internal string Promise { get; } = promise;

    /// <summary>Throws unless a condition of the contract holds.</summary>
    internal static void Unless(bool kept, string promise, Func<string>? how = null)
    {
        if (!kept)
        {
            throw new BrokenPromiseException(promise, how?.Invoke() ?? "");
        }
    }
}
