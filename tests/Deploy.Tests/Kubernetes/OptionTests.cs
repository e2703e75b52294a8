using ReplayGraph.Deploy.Tests.Options;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Kubernetes;

/// <summary>What the pods find in their environment are options that the program has, with values that it takes.</summary>
public sealed class OptionTests
{
    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void TheProgramTakesThemAll(string name)
    {
        foreach (Workload workload in Overlay.Named(name).Workloads)
        {
            using var machine = new Machine(workload);
            ProgramOptions options = ProgramOptions.InPod(machine.Environment);
            Assert.Empty(options.Errors);
            Assert.NotEqual(0, options.Count);
            Assert.False(options.Api.IsOpen, "without tokens it would refuse every address but loopback");
        }
    }

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void EveryConfigMapAndSecretOfOptionsIsUsed(string name)
    {
        Overlay overlay = Overlay.Named(name);
        HashSet<string> found = [.. overlay.Workloads.SelectMany(workload => workload.Environment().Keys)];
        Assert.All(
            overlay.Of("ConfigMap").Concat(overlay.Of("Secret")).SelectMany(one => one.Map("data").Keys)
                .Where(key => key.StartsWith(ProgramOptions.Prefix, StringComparison.Ordinal)),
            key => Assert.Contains(key, found));
    }

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void APodTellsTheProgramWhoItIs(string name) => Assert.All(Overlay.Named(name).Workloads, workload =>
    {
        Dictionary<string, string> environment = workload.Environment();
        Assert.Equal("metadata.name", environment["POD_NAME"]);
        Assert.Equal("metadata.namespace", environment["POD_NAMESPACE"]);
        Assert.Equal("status.podIP", environment["POD_IP"]);
        Assert.Equal(workload.Component, environment["ReplayGraph__Cluster__Role"]);
    });
}
