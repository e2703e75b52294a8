using System.Globalization;
using ReplayGraph.Simulation.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Simulation.Tests;

/// <summary>Runs a few seeds of each host. <c>REPLAYGRAPH_SEEDS</c> sets the number.</summary>
public sealed class SeedTests(ITestOutputHelper output)
{
    private static readonly int _seeds = int.TryParse(
        Environment.GetEnvironmentVariable("REPLAYGRAPH_SEEDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seeds) ? seeds : 20;

    [Theory]
    [InlineData(HostKind.Cluster)]
    [InlineData(HostKind.Embedded)]
    [InlineData(HostKind.Spool)]
    public void Seeds_Pass(HostKind host)
    {
        int failed = 0;
        for (int seed = 1; seed <= _seeds; seed++)
        {
            Outcome outcome = Runs.Simulation.Run(new Plan(host, seed));
            if (outcome.Failure is { } failure)
            {
                failed++;
                output.WriteLine($"{host}, seed {seed}: {failure}\nafter {string.Join(", ", outcome.Happened)}");
            }
        }

        Assert.Equal(0, failed);
    }

    [Theory]
    [InlineData(HostKind.Cluster, 32616)]
    [InlineData(HostKind.Embedded, 64056)]
    [InlineData(HostKind.Embedded, 160531)]
    public void Seed_ThatFailedOnce_Passes(HostKind host, int seed) =>
        Assert.Null(Runs.Simulation.Run(new Plan(host, seed)).Failure);

    [Theory]
    [InlineData(HostKind.Cluster)]
    [InlineData(HostKind.Embedded)]
    [InlineData(HostKind.Spool)]
    public void Seed_DeterminesEverything(HostKind host)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            Outcome one = Runs.Simulation.Run(new Plan(host, seed)), other = Runs.Simulation.Run(new Plan(host, seed));

            Assert.Equal(one.Happened, other.Happened);
            Assert.Equal((one.Steps, one.Simulated), (other.Steps, other.Simulated));
            Assert.Equal(one.Verdicts, other.Verdicts);
            Assert.Equal(one.Failure, other.Failure);
        }
    }
}
