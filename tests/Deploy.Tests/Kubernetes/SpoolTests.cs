using System.Text.Json.Nodes;
using ReplayGraph.Deploy.Tests.Options;
using ReplayGraph.Deploy.Tests.Rendering;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Deploy.Tests.Kubernetes;

/// <summary>Front-ends have a volume for their spool that outlives their containers.</summary>
public sealed class SpoolTests
{
    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void TheSpoolOfAFrontEndIsAVolumeWithRoom(string name) => Assert.All(Overlay.Named(name).Workloads, workload =>
    {
        SpoolSettings? spool = ProgramOptions.InPod(workload.Environment()).Cluster.Spool;
        if (workload.Component == "silo")
        {
            Assert.Null(spool);
            return;
        }

        JsonObject mount = Assert.Single(workload.Container.Items("volumeMounts"), one => one.Text("mountPath") == spool!.Folder);
        JsonObject volume = workload.Volumes[mount.Text("name")];
        string size = workload.IsStateful
            ? volume.Text("spec", "resources", "requests", "storage")
            : volume.Text("emptyDir", "sizeLimit");
        Assert.EndsWith("Gi", size, StringComparison.Ordinal);
        Assert.True(long.Parse(size[..^2], System.Globalization.CultureInfo.InvariantCulture) << 30 > spool!.MaxBytes, size);
    });

    [Rendered]
    [InlineData("claim")]
    public void AClaimBelongsToOnePod(string name)
    {
        Workload api = Overlay.Named(name).Workloads.Single(workload => workload.Component == "api");
        Assert.True(api.IsStateful);
        Assert.Equal(["ReadWriteOncePod"], Assert.Single(api.Claims).At("spec", "accessModes")!.AsArray().Select(one => one!.ToString()));
        Assert.Equal(
            Assert.Single(Overlay.Named(name).Of("Service")).Text("metadata", "name"), api.Spec.Text("serviceName"));
    }
}
