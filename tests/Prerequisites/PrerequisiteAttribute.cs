namespace ReplayGraph.Prerequisites;

/// <summary>
/// A requirement of the tests of a class on this machine. If it is missing, they are skipped with the reason; in CI (if <c>CI</c> is
/// set) they run and fail. It takes effect in assemblies that use <see cref="PrerequisiteFramework"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class PrerequisiteAttribute : Attribute
{
    /// <summary>What is missing and which package provides it; null if nothing is missing.</summary>
    public abstract string? Missing { get; }
}
