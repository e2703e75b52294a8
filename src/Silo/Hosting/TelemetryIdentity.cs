using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Hosting;

/// <summary>Tells telemetry which of the cluster's processes it comes from, where nobody has said so.</summary>
internal static class TelemetryIdentity
{
    private const string Variable = "OTEL_RESOURCE_ATTRIBUTES";

    /// <summary>Adds to the variable of the environment that exporters read.</summary>
    internal static void Set(ClusterSettings settings, Pod pod) => Environment.SetEnvironmentVariable(
        Variable, Attributes(Environment.GetEnvironmentVariable(Variable), settings, pod));

    /// <summary>The attributes that were given, and those that were not.</summary>
    internal static string Attributes(string? given, ClusterSettings settings, Pod pod)
    {
        string[] said = (given ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        (string Name, string? Value)[] ours =
        [
            ("service.namespace", settings.ClusterId), ("service.instance.id", settings.SiloName),
            ("k8s.pod.name", pod.Name), ("k8s.namespace.name", pod.Namespace),
        ];
        return string.Join(',', said.Concat(ours
            .Where(one => one.Value is not null && !Array.Exists(said, word => word.StartsWith(one.Name + "=", StringComparison.Ordinal)))
            .Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}")));
    }
}
