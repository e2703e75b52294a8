using System.Text.Json.Nodes;
using Npgsql;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Kubernetes;

/// <summary>Network policies allow the needed connections and no others.</summary>
public sealed class NetworkTests
{
    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void IngressIsLimited(string name)
    {
        Overlay overlay = Overlay.Named(name);
        Dictionary<string, int> silo = Ports(overlay, "silo"), api = Ports(overlay, "api");
        Assert.Equal(
            [$"api {silo["gateway"]}", $"silo {silo["silo"]}", $"silo {silo["gateway"]}"],
            Rules(Policy(overlay, "silo"), "ingress", "from"));
        Assert.Equal([$"namespace {api["http"]}"], Rules(Policy(overlay, "api"), "ingress", "from"));
    }

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void EgressIsLimited(string name)
    {
        Overlay overlay = Overlay.Named(name);
        Dictionary<string, int> silo = Ports(overlay, "silo");

        // DNS is asked at 53, and answers at 5353 in OpenShift; NodeLocal DNSCache answers on the node, which no selector of pods matches.
        string[] both = ["anywhere 53", "anywhere 53", "anywhere 5353", "anywhere 5353", $"anywhere {DatabasePort(overlay)}"];
        Assert.Equal(
            [.. both, $"silo {silo["silo"]}", $"silo {silo["gateway"]}"], Rules(Policy(overlay, "silo"), "egress", "to"));
        Assert.Equal([.. both, $"silo {silo["gateway"]}"], Rules(Policy(overlay, "api"), "egress", "to"));
    }

    private static int DatabasePort(Overlay overlay) => Assert.Single(overlay.Workloads.Select(workload =>
        new NpgsqlConnectionStringBuilder(workload.Environment()["ReplayGraph__Cluster__ConnectionString"]).Port).Distinct());

    private static Dictionary<string, int> Ports(Overlay overlay, string component) =>
        new(overlay.Workloads.Single(workload => workload.Component == component).Ports);

    private static JsonObject Policy(Overlay overlay, string component)
    {
        Workload workload = overlay.Workloads.Single(one => one.Component == component);
        JsonObject policy = Assert.Single(
            overlay.Of("NetworkPolicy"), one => one.Map("spec", "podSelector", "matchLabels").Selects(workload.Labels));
        Assert.Equal(["Egress", "Ingress"], policy.At("spec", "policyTypes")!.AsArray().Select(type => type!.ToString()).Order());
        return policy;
    }

    private static IEnumerable<string> Rules(JsonObject policy, string direction, string peer) => policy.Items("spec", direction)
        .SelectMany(rule => rule.Items("ports").Select(port => $"{Peer(rule.Items(peer))} {port.Text("port")}"))
        .OrderBy(rule => rule.Split(' ')[0], StringComparer.Ordinal)
        .ThenBy(rule => int.Parse(rule.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));

    private static string Peer(IEnumerable<JsonObject> peers) => peers.SingleOrDefault() switch
    {
        null => "anywhere",
        { } peer when peer.ContainsKey("namespaceSelector") && peer.Map("namespaceSelector", "matchLabels").Count > 0 => "namespace",
        { } peer => peer.Map("podSelector", "matchLabels")["app.kubernetes.io/component"],
    };
}
