namespace ReplayGraph.Bench.Children;

/// <summary>The roles in which this program starts itself: its first argument.</summary>
internal static class Roles
{
    internal const string Import = "child-import";
    internal const string Serve = "child-serve";
}
