using OpenTelemetry.Resources;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Hosting;

internal static class TelemetryIdentity
{
    /// <summary>Adds the attributes; <c>OTEL_RESOURCE_ATTRIBUTES</c> overrides them.</summary>
    internal static ResourceBuilder AddIdentity(this ResourceBuilder resource, ClusterSettings settings, Pod pod)
    {
        (string Name, string? Value)[] attributes =
        [
            ("service.namespace", settings.ClusterId), ("service.instance.id", settings.SiloName),
            ("k8s.pod.name", pod.Name), ("k8s.namespace.name", pod.Namespace),
        ];
        return resource
            .AddAttributes(from one in attributes where one.Value is not null select KeyValuePair.Create(one.Name, (object)one.Value))
            .AddEnvironmentVariableDetector();
    }
}
