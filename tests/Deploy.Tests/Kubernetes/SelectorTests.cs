using System.Text.Json.Nodes;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Kubernetes;

/// <summary>Selectors match exactly the intended pods.</summary>
public sealed class SelectorTests
{
    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void ADeploymentSelectsItsOwnPods(string name)
    {
        Overlay overlay = Overlay.Named(name);
        Assert.Equal(["api", "silo"], overlay.Workloads.Select(workload => workload.Component).Order());
        Assert.All(
            overlay.Workloads,
            workload => Assert.Equal([workload.Name], Selected(overlay, workload.Spec.Map("selector", "matchLabels"))));
    }

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void TheServiceLeadsToThePortOfTheFrontEnds(string name)
    {
        Overlay overlay = Overlay.Named(name);
        JsonObject service = Assert.Single(overlay.Of("Service"));
        Assert.Equal(["replaygraph-api"], Selected(overlay, service.Map("spec", "selector")));
        Workload api = overlay.Workloads.Single(workload => workload.Component == "api");
        Assert.All(service.Items("spec", "ports"), port => Assert.Contains(port.Text("targetPort"), api.Ports.Keys));
        foreach (JsonNode backend in overlay.Of("Ingress").SelectMany(one => one.Items("spec", "rules"))
            .SelectMany(rule => rule.Items("http", "paths")).Select(path => path.At("backend", "service")!))
        {
            Assert.Equal(service.Text("metadata", "name"), backend.Text("name"));
            Assert.Contains(backend.Text("port", "name"), service.Items("spec", "ports").Select(port => port.Text("name")));
        }
    }

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void EachHasOneBudgetThatLetsNodesBeDrained(string name)
    {
        Overlay overlay = Overlay.Named(name);
        Assert.All(overlay.Of("PodDisruptionBudget"), budget => Assert.Equal("1", budget.Text("spec", "maxUnavailable")));
        Assert.Equal(
            ["replaygraph-api", "replaygraph-silo"],
            overlay.Of("PodDisruptionBudget")
                .SelectMany(budget => Selected(overlay, budget.Map("spec", "selector", "matchLabels"))).Order());
    }

    [Rendered]
    [MemberData(nameof(Overlay.Names), MemberType = typeof(Overlay))]
    public void PodsSpreadAcrossNodes(string name)
    {
        Overlay overlay = Overlay.Named(name);
        foreach (Workload workload in overlay.Workloads)
        {
            JsonObject[] terms =
            [
                .. workload.Pod.Items("affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution")
                    .Select(term => term["podAffinityTerm"]!.AsObject()),
                .. workload.Pod.Items("topologySpreadConstraints"),
            ];
            Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], terms.Select(term => term.Text("topologyKey")));
            Assert.All(terms, term => Assert.Equal([workload.Name], Selected(overlay, term.Map("labelSelector", "matchLabels"))));
        }
    }

    private static IEnumerable<string> Selected(Overlay overlay, IReadOnlyDictionary<string, string> labels) => labels.Count == 0
        ? throw new InvalidDataException("An empty selector selects everything.")
        : overlay.Workloads.Where(workload => labels.Selects(workload.Labels)).Select(workload => workload.Name).Order();
}
