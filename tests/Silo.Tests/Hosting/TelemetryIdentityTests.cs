using OpenTelemetry.Resources;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Silo.Hosting;
using ReplayGraph.Silo.Options;
using ReplayGraph.Silo.Tests.Programs;

namespace ReplayGraph.Silo.Tests.Hosting;

public sealed class TelemetryIdentityTests
{
    [Fact]
    public void NamesTheProcess() => Assert.Equal(
        [
            ("k8s.namespace.name", "graphs"), ("k8s.pod.name", "silo-0"),
            ("service.instance.id", "here:1"), ("service.namespace", "replaygraph"),
        ],
        Attributes(new() { SiloName = "here:1" }, new Pod("silo-0", null, "graphs")));

    [Fact]
    public void OutsideOfAPodItNamesNone() => Assert.Equal(
        [("service.instance.id", "here"), ("service.namespace", "replaygraph")], Attributes(new() { SiloName = "here" }, Pod.None));

    [Fact]
    public async Task TheProgramSaysWhoItIs_UnlessTheEnvironmentDoes()
    {
        await using OtlpCollector collector = await OtlpCollector.StartAsync();
        Dictionary<string, string> environment = collector.Environment;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = "service.namespace=of-somebody";
        await using SiloProcess silo = await SiloProcess.Begin(environment, "--ReplayGraph:Cluster:SiloName", "the-first").ServesAsync();
        await silo.Client.IngestAsync(Calls.Error(Calls.Id(7, 2), 1));
        Assert.Equal(0, await silo.StopAsync());
        Assert.All((string[])["metrics", "traces"], signal =>
        {
            Assert.Contains("the-first", collector[signal], StringComparison.Ordinal);
            Assert.Contains("of-somebody", collector[signal], StringComparison.Ordinal);
        });
        Assert.Contains("replaygraph.grains.activations", collector["metrics"], StringComparison.Ordinal);
    }

    private static IEnumerable<(string, object)> Attributes(ClusterSettings settings, Pod pod) =>
        ResourceBuilder.CreateEmpty().AddIdentity(settings, pod).Build().Attributes
            .Select(attribute => (attribute.Key, attribute.Value))
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal);
}
