using System.Diagnostics;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Running;

/// <summary>Runs a target with one input at a time, and detects exceptions, slow inputs and large allocations.</summary>
internal sealed class Probe(Target target)
{
    private const int Tries = 3;

    private static readonly TimeSpan _hang = TimeSpan.FromSeconds(1);

    /// <summary>Runs an input.</summary>
    /// <returns>The finding; null if there is none.</returns>
    internal Finding? Run(ReadOnlyMemory<byte> input)
    {
        try
        {
            (TimeSpan took, long allocated) = Measure(input);
            if (took > _hang || allocated > target.MaxAllocation(input.Length))
            {
                return Again(input);
            }
        }
        catch (Exception e)
        {
            return Finding.Of(e, input.Span);
        }

        return null;
    }

    // The machine may have been busy, and the first run includes compilation.
    private Finding? Again(ReadOnlyMemory<byte> input)
    {
        TimeSpan quickest = TimeSpan.MaxValue;
        long least = long.MaxValue;
        for (int i = 0; i < Tries; i++)
        {
            (TimeSpan took, long allocated) = Measure(input);
            quickest = took < quickest ? took : quickest;
            least = Math.Min(least, allocated);
        }

        long most = target.MaxAllocation(input.Length);
        return quickest > _hang ? Finding.Slow(quickest, input.Span) : least > most ? Finding.Greedy(least, most, input.Span) : null;
    }

    private (TimeSpan Took, long Allocated) Measure(ReadOnlyMemory<byte> input)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long begun = Stopwatch.GetTimestamp();
        target.Run(input);
        return (Stopwatch.GetElapsedTime(begun), GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
