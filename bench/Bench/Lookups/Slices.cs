using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Results;

namespace ReplayGraph.Bench.Lookups;

/// <summary>Two loads that alternate in short slices, so that both run under the same conditions.</summary>
internal sealed class Slices
{
    private readonly List<double> _ratios = [];

    internal Load First { get; } = new();

    internal Load Second { get; } = new();

    /// <summary>The first rate as a share of the second: the median over the pairs of slices.</summary>
    internal double Ratio => Format.Median(_ratios);

    internal static Slices Measure(Run run, Func<TimeSpan, Load> first, Func<TimeSpan, Load> second)
    {
        var slices = new Slices();
        // The JIT keeps improving code for a while, so the first calls of both do not count.
        first(run.Slice);
        second(run.Slice);
        first(run.Slice);
        second(run.Slice);
        for (int i = 0; i < run.Options.Slices; i++)
        {
            Load a = first(run.Slice), b = second(run.Slice);
            run.Table.Report($"  {Format.Rate(a.Rate)}/s, {Format.Rate(b.Rate)}/s");
            slices._ratios.Add(a.Rate / b.Rate);
            slices.First.Add(a);
            slices.Second.Add(b);
        }

        return slices;
    }
}
