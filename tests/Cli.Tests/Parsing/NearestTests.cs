using ReplayGraph.Shared;

namespace ReplayGraph.Cli.Tests.Parsing;

public sealed class NearestTests
{
    private static readonly string[] _names = ["--server", "--stats-period", "--start", "--data", "--org", "import", "lookup"];

    [Theory]
    [InlineData("--servr", "--server")]
    [InlineData("--sevrer", "--server")]
    [InlineData("--Server", "--server")]
    [InlineData("-server", "--server")]
    [InlineData("--stats_period", "--stats-period")]
    [InlineData("--stats", "--stats-period")]
    [InlineData("--strat", "--start")]
    [InlineData("--dta", "--data")]
    [InlineData("improt", "import")]
    [InlineData("imp", "import")]
    [InlineData("lokup", "lookup")]
    [InlineData("--x", null)]
    [InlineData("--", null)]
    [InlineData("", null)]
    [InlineData("everything", null)]
    public void To(string typed, string? nearest) => Assert.Equal(nearest, Nearest.To(typed, _names));
}
