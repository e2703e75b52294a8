namespace ReplayGraph.Silo.Options;

/// <summary>
/// What Kubernetes tells a pod of itself through the environment, where the manifest asks for it (the downward API): no right to call
/// Kubernetes is needed for it.
/// </summary>
/// <param name="Name"><c>POD_NAME</c>, from <c>metadata.name</c>: the silo's name; null outside of a pod.</param>
/// <param name="Address"><c>POD_IP</c>, from <c>status.podIP</c>: where other silos reach it.</param>
/// <param name="Namespace"><c>POD_NAMESPACE</c>, from <c>metadata.namespace</c>: told to telemetry.</param>
internal sealed record Pod(string? Name, string? Address, string? Namespace)
{
    /// <summary>No pod.</summary>
    internal static Pod None { get; } = new(null, null, null);

    /// <summary>The pod that this process is in.</summary>
    internal static Pod Here { get; } = new(Read("POD_NAME"), Read("POD_IP"), Read("POD_NAMESPACE"));

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
}
