using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ReplayGraph.Bench.Results;

/// <summary>Describes the machine of the measurement.</summary>
internal sealed record Machine(
    string Processor, int Cores, double MemoryGiB, string System, string Runtime, string DataFileSystem, double FlushMs, string Load)
{
    private const int Flushes = 50;

    /// <summary>Describes this machine, and the disk of the folder.</summary>
    internal static Machine Of(string folder) => new(
        Line("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        new DriveInfo(folder).DriveFormat,
        MedianFlush(Path.Combine(folder, "flush-probe")),
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Processor}, {Cores} cores, {MemoryGiB} GiB; {System}; {Runtime}; ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"data on {DataFileSystem}, a flush of 4 KiB takes {FlushMs:0.00} ms; load average at the start {Load}");

    private static double MedianFlush(string file)
    {
        byte[] page = new byte[4096];
        var times = new List<double>(Flushes);
        using (var to = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            for (int i = 0; i < Flushes; i++)
            {
                long begun = Stopwatch.GetTimestamp();
                to.Write(page);
                to.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }

        File.Delete(file);
        return Format.Median(times);
    }

    private static string? Line(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim()
        : null;
}
