namespace ReplayGraph.Cli.Tests.Running;

/// <summary>A test that needs Linux: pseudo terminals by <c>script</c>, <c>/dev/full</c>, <c>/sys</c>.</summary>
public sealed class LinuxFactAttribute : FactAttribute
{
    internal const string Reason = "needs Linux";

    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : Reason;
}

/// <summary>The same, with data.</summary>
public sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : LinuxFactAttribute.Reason;
}

/// <summary>A test that sends signals or breaks pipes.</summary>
public sealed class UnixFactAttribute : FactAttribute
{
    internal const string Reason = "needs signals and pipes of Unix";

    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? Reason : null;
}

/// <summary>The same, with data.</summary>
public sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? UnixFactAttribute.Reason : null;
}
