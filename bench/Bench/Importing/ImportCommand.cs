using System.Diagnostics;
using ReplayGraph.Bench.Children;

namespace ReplayGraph.Bench.Importing;

/// <summary>Runs the <c>import</c> command as users do.</summary>
internal static class ImportCommand
{
    /// <returns>Seconds from start to exit: runtime startup, JIT, import, snapshot.</returns>
    internal static async Task<double> MeasureAsync(Run run)
    {
        string folder = run.Scratch.NewFolder();
        long begun = Stopwatch.GetTimestamp();
        using Child command = Child.StartProgram("replaygraph", "import", run.Facts, "--data", folder);
        await command.FinishAsync(run.Cancel);
        double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        Workloads.Scratch.Delete(folder);
        return seconds;
    }
}
