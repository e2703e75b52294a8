using System.Text.Json.Nodes;
using Npgsql;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Kubernetes;

/// <summary>What the overlay <c>example</c> shows how to set.</summary>
public sealed class ExampleTests
{
    [Rendered]
    [InlineData("example")]
    public void TheRegistryNeedsALogin(string name) =>
        Assert.Equal("registry", Assert.Single(Assert.Single(Overlay.Named(name).Of("ServiceAccount")).Items("imagePullSecrets")).Text("name"));

    [Rendered]
    [InlineData("example")]
    public void TheAuthorityOfTheDatabaseIsMounted(string name) => Assert.All(Overlay.Named(name).Workloads, workload =>
    {
        string? file = new NpgsqlConnectionStringBuilder(workload.Environment()["ReplayGraph__Cluster__ConnectionString"]).RootCertificate;
        JsonObject mount = Assert.Single(
            workload.Container.Items("volumeMounts"), one => file!.StartsWith(one.Text("mountPath") + "/", StringComparison.Ordinal));
        string map = workload.Volumes[mount.Text("name")].Text("configMap", "name");
        Assert.Contains(file![(mount.Text("mountPath").Length + 1)..], Overlay.Named(name).Get("ConfigMap", map).Map("data").Keys);
    });

    [Rendered]
    [InlineData("example")]
    public void FrontEndsAreAddedUnderLoadAndNotTakenAwayWithTheirSpools(string name)
    {
        Overlay overlay = Overlay.Named(name);
        JsonObject scaler = Assert.Single(overlay.Of("HorizontalPodAutoscaler"));
        JsonObject target = overlay.Get(scaler.Text("spec", "scaleTargetRef", "kind"), scaler.Text("spec", "scaleTargetRef", "name"));
        Assert.Equal("", target.Text("spec", "replicas"));
        Assert.True((int)scaler["spec"]!["minReplicas"]! >= 2);
        Assert.Equal("Disabled", scaler.Text("spec", "behavior", "scaleDown", "selectPolicy"));
    }
}
