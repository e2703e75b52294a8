using System.Globalization;
using ReplayGraph.Bench.Importing;

namespace ReplayGraph.Bench.Rounds;

/// <summary>Measures the memory of a fact, in a separate process.</summary>
internal static class MemoryPart
{
    internal static async Task MeasureAsync(Run run)
    {
        run.Table.Report("memory");
        string folder = run.Scratch.NewFolder();
        using (var importer = new ImportProcess())
        {
            Measured weighed = await importer.WeighAsync(run.WarmUp, run.Facts, folder, run.Cancel);
            double bytes = (double)weighed.Bytes / weighed.Facts;
            run.Table.Add(new(
                "managed memory for each fact, B",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{bytes:0.0} ({weighed.Facts:N0} facts; the whole process {weighed.WorkingSet >> 20:N0} MiB)"),
                bytes, 150, 80, IsCeiling: true));
        }

        Workloads.Scratch.Delete(folder);
    }
}
