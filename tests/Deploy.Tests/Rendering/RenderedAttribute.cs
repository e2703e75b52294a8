namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>
/// A theory on the output of <c>kubectl kustomize</c>, run for each overlay. It is skipped without kubectl, except in CI, where it fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RenderedAttribute : TheoryAttribute
{
    /// <summary>Skips the test if kubectl is missing.</summary>
    public RenderedAttribute() => Skip = Kubectl.IsThere || IsCi ? null : Kubectl.Missing;

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
}
