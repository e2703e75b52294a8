using System.Diagnostics;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Running;

/// <summary>An input for which a target broke its contract.</summary>
/// <param name="Key">The identity: kind and place, the same for each input that finds the same bug.</param>
/// <param name="Report">The details.</param>
/// <param name="Input">The input.</param>
internal sealed record Finding(string Key, string Report, byte[] Input)
{
    /// <summary>The target threw an exception or broke its contract.</summary>
    internal static Finding Of(Exception e, ReadOnlySpan<byte> input) => new(
        e is BrokenPromiseException broken ? broken.Promise : $"{e.GetType().Name} in {Place(e)}", e.ToString(), input.ToArray());

    /// <summary>It took too long.</summary>
    internal static Finding Slow(TimeSpan took, ReadOnlySpan<byte> input) =>
        new("hang", $"took {took.TotalSeconds:0.0} s, three times", input.ToArray());

    /// <summary>It took too much memory.</summary>
    internal static Finding Greedy(long allocated, long most, ReadOnlySpan<byte> input) =>
        new("allocation", $"{allocated} bytes allocated for {input.Length} bytes of input; the limit is {most}", input.ToArray());

    private static string Place(Exception e)
    {
        foreach (StackFrame frame in new StackTrace(e).GetFrames())
        {
            if (frame.GetMethod() is { DeclaringType.FullName: { } type } method && type.StartsWith("ReplayGraph.", StringComparison.Ordinal))
            {
                return $"{type}.{method.Name}";
            }
        }

        return "code of others";
    }
}
