namespace ReplayGraph.Bench.Children;

/// <summary>What this program is when it starts itself: the first argument.</summary>
internal static class Roles
{
    internal const string Import = "child-import";
    internal const string Serve = "child-serve";
}
