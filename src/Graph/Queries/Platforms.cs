namespace ReplayGraph.Queries;

/// <summary>Which side an SDK's platform stands on.</summary>
public static class Platforms
{
    // The platforms of Sentry's SDKs that run where the person is. `javascript` is the browser's; Node's SDK says `node`.
    private static readonly HashSet<string> _frontends =
        ["javascript", "cocoa", "swift", "objc", "android", "java-android", "kotlin-android", "react-native", "dart", "flutter", "unity", "unreal"];

    /// <summary>False for a browser's or mobile platform; true for any other, and for none.</summary>
    public static bool IsBackend(string? platform) => platform is null || !_frontends.Contains(platform);
}
