using System.Globalization;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Runs;

/// <summary>What happens in a simulation, step by step, for a person.</summary>
internal sealed class Trail(Scheduler scheduler, TextWriter to)
{
    internal void Say(Process process, string what) => to.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{scheduler.Steps,7} {scheduler.Now / 1e6,11:0.000000} s  {process.Name,-9} {what}"));
}
