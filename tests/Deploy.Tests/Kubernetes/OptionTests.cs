using ReplayGraph.Deploy.Tests.Options;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Kubernetes;

/// <summary>The environment of the pods contains only options that the program has, with valid values.</summary>
public sealed class OptionTests
{
    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void TheProgramAcceptsThemAll(string name)
    {
        foreach (Workload workload in Overlay.Named(name).Workloads)
        {
            using var machine = new Machine(workload);
            ProgramOptions options = ProgramOptions.InPod(machine.Environment);
            Assert.Empty(options.Faults);
            Assert.NotEqual(0, options.Count);
            Assert.False(options.Api.IsOpen, "Without tokens it would listen only on loopback.");
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
    public void APodPassesItsIdentityToTheProgram(string name) => Assert.All(Overlay.Named(name).Workloads, workload =>
    {
        Dictionary<string, string> environment = workload.Environment();
        Assert.Equal("metadata.name", environment["POD_NAME"]);
        Assert.Equal("metadata.namespace", environment["POD_NAMESPACE"]);
        Assert.Equal("status.podIP", environment["POD_IP"]);
        Assert.Equal(workload.Component, environment["ReplayGraph__Cluster__Role"]);
    });
}
