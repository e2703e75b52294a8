using System.Globalization;

namespace ReplayGraph.ClusterBench;

/// <summary>The command line: how much is measured.</summary>
/// <param name="Facts">Number of facts to ingest.</param>
/// <param name="Hot">Number of events of the large issue.</param>
/// <param name="Cold">Number of replays of the cold issue.</param>
/// <param name="Shared">Number of events, and of replays, of the shared trace.</param>
/// <param name="Replays">Number of replays whose rows are updated, each <paramref name="Updates"/> times.</param>
/// <param name="Updates">Number of updates of each.</param>
/// <param name="FillFactor">The fill factor of their table; null: as the schema has it.</param>
/// <param name="Rows">Number of rows of the database whose statements are explained.</param>
/// <param name="Minutes">The length of the soak.</param>
/// <param name="Only">The only part to run; null runs all.</param>
internal sealed record BenchSize(
    int Facts = 1_000_000, int Hot = 1_000_000, int Cold = 100_000, int Shared = 30_000, int Replays = 20_000, int Updates = 60,
    int? FillFactor = null, long Rows = 1_000_000, double Minutes = 120, string? Only = null)
{
    internal static BenchSize Of(string[] args)
    {
        var size = new BenchSize();
        for (int i = 0; i + 1 < args.Length; i += 2)
        {
            string value = args[i + 1];
            size = args[i] switch
            {
                "--facts" => size with { Facts = int.Parse(value, CultureInfo.InvariantCulture) },
                "--hot" => size with { Hot = int.Parse(value, CultureInfo.InvariantCulture) },
                "--cold" => size with { Cold = int.Parse(value, CultureInfo.InvariantCulture) },
                "--shared" => size with { Shared = int.Parse(value, CultureInfo.InvariantCulture) },
                "--replays" => size with { Replays = int.Parse(value, CultureInfo.InvariantCulture) },
                "--updates" => size with { Updates = int.Parse(value, CultureInfo.InvariantCulture) },
                "--fillfactor" => size with { FillFactor = int.Parse(value, CultureInfo.InvariantCulture) },
                "--rows" => size with { Rows = long.Parse(value, CultureInfo.InvariantCulture) },
                "--minutes" => size with { Minutes = double.Parse(value, CultureInfo.InvariantCulture) },
                "--only" => size with { Only = value },
                _ => throw new ArgumentException($"unknown option {args[i]}"),
            };
        }

        return size;
    }
}

/// <summary>A part of the benchmark.</summary>
internal interface IPart
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    Task RunAsync(BenchSize size, Bench.Results.ResultTable table);
}
