namespace ReplayGraph.Queries;

/// <summary>Distinguishes events of servers from those of browsers and mobile devices, where replays are recorded.</summary>
/// <remarks>
/// The SDK's name takes precedence where it is conclusive: Android events have the platform <c>java</c> as servers do, those of a
/// Cloudflare worker have <c>javascript</c> as browsers do, and streamed spans have none.
/// </remarks>
public static class Platforms
{
    // Sentry's categories "frontend" and "mobile" (src/sentry/utils/platform_categories.py), and what their SDKs write on events: cocoa,
    // objc, swift. A suffix after a hyphen names a framework: javascript-react.
    private static readonly HashSet<string> _clients =
    [
        "android", "apple-ios", "capacitor", "cocoa", "cordova", "dart", "dotnet-maui", "dotnet-xamarin", "flutter", "ionic",
        "java-android", "javascript", "kotlin-android", "objc", "react-native", "swift", "unity", "unreal",
    ];

    // Those of Sentry's release registry (sdks/) that run only in browsers and on devices. A suffix after a dot names a variant:
    // sentry.java.android.react-native.
    private static readonly HashSet<string> _clientSdks =
    [
        "sentry.cocoa", "sentry.dart.flutter", "sentry.dotnet.android", "sentry.dotnet.aspnetcore.blazor.webassembly",
        "sentry.dotnet.cocoa", "sentry.dotnet.maui", "sentry.dotnet.unity", "sentry.dotnet.xamarin", "sentry.dotnet.xamarin-forms",
        "sentry.java.android", "sentry.javascript.angular", "sentry.javascript.angular-ivy", "sentry.javascript.browser",
        "sentry.javascript.capacitor", "sentry.javascript.cordova", "sentry.javascript.electron", "sentry.javascript.ember",
        "sentry.javascript.gatsby", "sentry.javascript.miniapp", "sentry.javascript.react", "sentry.javascript.react-native",
        "sentry.javascript.solid", "sentry.javascript.svelte", "sentry.javascript.vue", "sentry.javascript.wasm",
        "sentry.native.android", "sentry.native.unity", "sentry.native.unreal", "sentry.objc", "sentry.swift", "sentry.unity",
    ];

    // Packages of sentry-javascript that write "javascript" on the events of servers.
    private static readonly HashSet<string> _serverSdks =
    [
        "sentry.javascript.bun", "sentry.javascript.cloudflare", "sentry.javascript.deno", "sentry.javascript.elysia",
        "sentry.javascript.hono", "sentry.javascript.vercel-edge",
    ];

    /// <summary>
    /// Whether an event comes from a server. SDKs with one name for both sides, such as the one for Next.js, and unknown SDKs are
    /// classified by platform; without a platform, as a server.
    /// </summary>
    /// <param name="platform">The platform that the event names, or null.</param>
    /// <param name="sdk">The name of the SDK that sent it, or null.</param>
    public static bool IsBackend(string? platform, string? sdk) =>
        !Holds(_clientSdks, sdk, '.') && (Holds(_serverSdks, sdk, '.') || !Holds(_clients, platform, '-'));

    private static bool Holds(HashSet<string> names, string? name, char separator)
    {
        for (; !string.IsNullOrEmpty(name); name = name[..Math.Max(0, name.LastIndexOf(separator))])
        {
            if (names.Contains(name))
            {
                return true;
            }
        }

        return false;
    }
}
