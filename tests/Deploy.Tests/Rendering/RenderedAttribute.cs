namespace ReplayGraph.Deploy.Tests.Rendering;

/// <summary>
/// A test of what <c>kubectl kustomize</c> renders, once for each overlay. Where there is no kubectl it is skipped, and says so; in CI
/// it fails then.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RenderedAttribute : TheoryAttribute
{
    /// <summary>Looks for kubectl.</summary>
    public RenderedAttribute() => Skip = Kubectl.IsThere || IsCi ? null : Kubectl.Missing;

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
}
