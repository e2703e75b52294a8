using System.Text.Json.Nodes;
using ReplayGraph.Deploy.Tests.Images;
using ReplayGraph.Deploy.Tests.Options;
using ReplayGraph.Deploy.Tests.Rendering;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Deploy.Tests.Kubernetes;

/// <summary>How pods run: their permissions, their probes, how they are replaced.</summary>
public sealed class PodTests
{
    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void PodsHaveNoRightsOnTheKubernetesApi(string name)
    {
        Overlay overlay = Overlay.Named(name);
        Assert.DoesNotContain(overlay.All, one => one.Text("kind") is "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding");
        JsonObject account = Assert.Single(overlay.Of("ServiceAccount"));
        Assert.Equal("false", account.Text("automountServiceAccountToken"));
        Assert.All(overlay.Workloads, workload =>
        {
            Assert.Equal(account.Text("metadata", "name"), workload.Pod.Text("serviceAccountName"));
            Assert.Equal("false", workload.Pod.Text("automountServiceAccountToken"));
        });
    }

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void PodsAreNotRootAndDoNotWriteToTheImage(string name) => Assert.All(Overlay.Named(name).Workloads, workload =>
    {
        Assert.Equal("true", workload.Pod.Text("securityContext", "runAsNonRoot"));
        Assert.Equal("RuntimeDefault", workload.Pod.Text("securityContext", "seccompProfile", "type"));
        JsonNode context = workload.Container["securityContext"]!;
        Assert.Equal("true", context.Text("readOnlyRootFilesystem"));
        Assert.Equal("false", context.Text("allowPrivilegeEscalation"));
        Assert.Equal(["ALL"], context.At("capabilities", "drop")!.AsArray().Select(one => one!.ToString()));
        Assert.All((string[])["hostNetwork", "hostPID", "hostIPC"], host => Assert.Equal("", workload.Pod.Text(host)));
    });

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void ProbesCallExistingRoutes(string name)
    {
        IReadOnlySet<string> routes = ProgramRoutes.All;
        Assert.All(Overlay.Named(name).Workloads, workload =>
        {
            string[] probes = ["startupProbe", "readinessProbe", "livenessProbe"];
            string[] paths = [.. probes.Select(probe => workload.Container.Text(probe, "httpGet", "path"))];
            Assert.Equal(["/healthz/startup", "/healthz/ready", "/healthz/live"], paths);
            Assert.Subset(routes.ToHashSet(), paths.ToHashSet());
            Assert.All(probes, probe => Assert.Equal("http", workload.Container.Text(probe, "httpGet", "port")));
        });
    }

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void PortsMatchTheOptionsAndTheImage(string name) => Assert.All(Overlay.Named(name).Workloads, workload =>
    {
        Dictionary<string, string> environment = workload.Environment();
        Assert.Equal($"{workload.Ports["http"]}", environment["ASPNETCORE_HTTP_PORTS"]);
        if (workload.Component == "silo")
        {
            (ClusterSettings options, ClusterSettings defaults) = (ProgramOptions.InPod(environment).Cluster, new());
            Assert.Equal((options.SiloPort, options.GatewayPort), (workload.Ports["silo"], workload.Ports["gateway"]));
            Assert.Equal((defaults.SiloPort, defaults.GatewayPort), (options.SiloPort, options.GatewayPort));
        }

        Assert.Subset(Dockerfile.ExposedBy("cluster").ToHashSet(), workload.Ports.Values.ToHashSet());
    });

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void PodsAreReplacedOneByOneAndHaveTimeToStop(string name) => Assert.All(Overlay.Named(name).Workloads, workload =>
    {
        // A StatefulSet replaces one pod after the other without being asked.
        JsonNode? update = workload.Spec.At("strategy", "rollingUpdate");
        Assert.Equal(workload.IsStateful ? ("", "") : ("1", "0"), (update.Text("maxSurge"), update.Text("maxUnavailable")));
        Assert.True((int)workload.Pod["terminationGracePeriodSeconds"]! > ProgramOptions.InPod(workload.Environment()).LongestStop);
        Assert.All((string[])["cpu", "memory"], what => Assert.NotEqual("", workload.Container.Text("resources", "requests", what)));
        Assert.NotEqual("", workload.Container.Text("resources", "limits", "memory"));
    });

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void AllRunOneImageWithATagOrADigest(string name)
    {
        string image = Assert.Single(Overlay.Named(name).Workloads.Select(workload => workload.Container.Text("image")).Distinct());
        Assert.Matches($"(^|/){Dockerfile.ClusterImage}(:[a-z0-9.]+|@sha256:[0-9a-f]{{64}})$", image);
    }

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void MountedVolumesExist(string name)
    {
        Overlay overlay = Overlay.Named(name);
        foreach (Workload workload in overlay.Workloads)
        {
            Assert.Equal(workload.Volumes.Keys.Order(), workload.Container.Items("volumeMounts").Select(mount => mount.Text("name")).Order());
            Assert.All(
                workload.Pod.Items("volumes").Where(volume => volume.ContainsKey("secret")),
                volume => overlay.Get("Secret", volume.Text("secret", "secretName")));
            Assert.All(
                workload.Pod.Items("volumes").Where(volume => volume.ContainsKey("configMap")),
                volume => overlay.Get("ConfigMap", volume.Text("configMap", "name")));
            Assert.All(
                workload.Pod.Items("volumes").Where(volume => volume.ContainsKey("emptyDir")),
                volume => Assert.NotEqual("", volume.Text("emptyDir", "sizeLimit")));
        }
    }
}
