using System.Globalization;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Runs;

/// <summary>Writes the steps of a simulation for people.</summary>
internal sealed class Trail(Scheduler scheduler, TextWriter to)
{
    internal void Say(Process process, string what) => to.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{scheduler.Steps,7} {scheduler.Now / 1e6,11:0.000000} s  {process.Name,-9} {what}"));
}
