namespace ReplayGraph.Silo.Options;

/// <summary>
/// What a pod knows about itself from environment variables that the manifest sets (the downward API). It needs no permission to call
/// Kubernetes.
/// </summary>
/// <param name="Name"><c>POD_NAME</c>, from <c>metadata.name</c>: the silo's name; null outside a pod.</param>
/// <param name="Address"><c>POD_IP</c>, from <c>status.podIP</c>: where other silos reach it.</param>
/// <param name="Namespace"><c>POD_NAMESPACE</c>, from <c>metadata.namespace</c>: for telemetry.</param>
internal sealed record Pod(string? Name, string? Address, string? Namespace)
{
    internal static Pod None { get; } = new(null, null, null);

    /// <summary>The pod of this process.</summary>
    internal static Pod Here { get; } = new(Read("POD_NAME"), Read("POD_IP"), Read("POD_NAMESPACE"));

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
