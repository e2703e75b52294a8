using System.Text.Json.Nodes;
using ReplayGraph.Deploy.Tests.Images;
using ReplayGraph.Deploy.Tests.Options;
using ReplayGraph.Deploy.Tests.Rendering;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Deploy.Tests.Compose;

/// <summary>The compose cluster, as far as it can be checked without starting it.</summary>
public sealed class ComposeTests
{
    public static TheoryData<string> Programs() => [.. ComposeFile.Programs];

    [Fact]
    public void ThreeSilosAndTwoFrontEndsOnOneDatabase()
    {
        Assert.Equal(
            ["api-1", "api-2", "postgres", "silo-1", "silo-2", "silo-3"], ComposeFile.Services.Keys.Order(StringComparer.Ordinal));
        JsonObject database = ComposeFile.Services["postgres"];
        Assert.True(int.Parse(ComposeFile.Filled(database.Text("image")).Split(':')[1], System.Globalization.CultureInfo.InvariantCulture) >= 15);
        Assert.NotEqual("", database.Text("healthcheck", "test"));
        Assert.NotEqual("", database.Text("volumes"));
        const string address = "ReplayGraph__Cluster__ConnectionString";
        IEnumerable<string> addresses = ComposeFile.Programs.Select(name => ComposeFile.Environment(name)[address]);
        Assert.Single(addresses.Distinct());
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void TheProgramAcceptsItsOptions(string name)
    {
        Dictionary<string, string> environment = ComposeFile.Environment(name);
        if (environment.Remove("ReplayGraph__Cluster__AdvertisedAddress", out string? address))
        {
            // The address is known only inside the container.
            Assert.Equal(ComposeFile.Services[name].Text("hostname"), address);
        }

        ProgramOptions options = ProgramOptions.OutsidePod(environment);
        Assert.Empty(options.Faults);
        Assert.False(options.Api.IsOpen);
        Assert.Equal(name.Split('-')[0], options.Cluster.Role.ToString().ToLowerInvariant());
        Assert.Equal(options.Cluster.HasSilo, address is not null);
        string password = ComposeFile.Environment("postgres")["POSTGRES_PASSWORD"];
        Assert.Contains("Host=postgres;", options.Cluster.ConnectionString, StringComparison.Ordinal);
        Assert.Contains($"Password={password}", options.Cluster.ConnectionString, StringComparison.Ordinal);

        ClusterSettings defaults = new();
        Assert.Equal((defaults.SiloPort, defaults.GatewayPort), (options.Cluster.SiloPort, options.Cluster.GatewayPort));
        string grace = ComposeFile.Services[name].Text("stop_grace_period");
        Assert.True(int.Parse(grace.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture) > options.LongestStop, grace);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void EachIsBuiltFromTheClusterStage(string name)
    {
        JsonObject service = ComposeFile.Services[name];
        Assert.Equal(Dockerfile.ClusterImage, ComposeFile.Filled(service.Text("image")));
        Assert.Equal(("..", "docker/Dockerfile", "cluster"), (
            service.Text("build", "context"), service.Text("build", "dockerfile"), service.Text("build", "target")));
        Assert.Equal("service_healthy", service.Text("depends_on", "postgres", "condition"));
    }

    [Fact]
    public void OnlyFrontEndsArePublishedEachOnItsOwnPort()
    {
        IEnumerable<string> published = ComposeFile.Services
            .SelectMany(pair => (pair.Value["ports"] as JsonArray ?? [])
                .Select(port => $"{pair.Key} {ComposeFile.Filled(port!.ToString())}"));
        Assert.Equal(["api-1 127.0.0.1:8080:8080", "api-2 127.0.0.1:8081:8080"], published.Order(StringComparer.Ordinal));
        Assert.Contains(8080, Dockerfile.ExposedBy("cluster"));
    }
}
