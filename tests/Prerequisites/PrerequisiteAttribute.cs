namespace ReplayGraph.Prerequisites;

/// <summary>
/// What all tests of a class need of this machine. Where it is missing they are skipped, with the reason; in CI (the variable <c>CI</c> is
/// set) they run, and fail. It takes effect in assemblies that name <see cref="PrerequisiteFramework"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class PrerequisiteAttribute : Attribute
{
    /// <summary>What is missing and which package brings it; null if nothing is.</summary>
    public abstract string? Missing { get; }
}
