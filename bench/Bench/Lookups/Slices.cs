using ReplayGraph.Bench.Clients;
using ReplayGraph.Bench.Results;

namespace ReplayGraph.Bench.Lookups;

/// <summary>Two loads that take turns, slice by slice, so that both see the same machine.</summary>
internal sealed class Slices
{
    private readonly List<double> _ratios = [];

    internal Load First { get; } = new();

    internal Load Second { get; } = new();

    /// <summary>The first's rate as a share of the second's: the median of the pairs of slices.</summary>
    internal double Ratio => Words.Median(_ratios);

    internal static Slices Measure(Run run, Func<TimeSpan, Load> first, Func<TimeSpan, Load> second)
    {
        var slices = new Slices();
        // Compiled code gets faster for a while: neither side's first calls count.
        first(run.Slice);
        second(run.Slice);
        first(run.Slice);
        second(run.Slice);
        for (int i = 0; i < run.Options.Slices; i++)
        {
            Load a = first(run.Slice), b = second(run.Slice);
            run.Table.Say($"  {Words.Rate(a.Rate)}/s, {Words.Rate(b.Rate)}/s");
            slices._ratios.Add(a.Rate / b.Rate);
            slices.First.Add(a);
            slices.Second.Add(b);
        }

        return slices;
    }
}
