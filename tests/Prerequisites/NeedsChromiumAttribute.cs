namespace ReplayGraph.Prerequisites;

/// <summary>The tests of the class open pages in a browser.</summary>
public sealed class NeedsChromiumAttribute : PrerequisiteAttribute
{
    /// <inheritdoc/>
    public override string? Missing => Chromium.Program is null ? "Chromium is not installed: install the package chromium." : null;
}
