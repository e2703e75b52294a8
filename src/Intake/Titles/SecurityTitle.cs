using System.Text.Json;
using ReplayGraph.Intake.Grouping;

namespace ReplayGraph.Intake.Titles;

/// <summary>The titles of browsers' security reports: the messages that Relay writes for them.</summary>
internal static class SecurityTitle
{
    private const string Unsafe = "Blocked unsafe (eval() or inline) 'script'";

    // What these directives are about; other directives have no short name.
    private static readonly Dictionary<string, string> _names = new()
    {
        ["child-src"] = "child",
        ["connect-src"] = "connect",
        ["font-src"] = "font",
        ["img-src"] = "image",
        ["manifest-src"] = "manifest",
        ["media-src"] = "media",
        ["object-src"] = "object",
        ["script-src"] = "script",
        ["script-src-elem"] = "script",
        ["style-src"] = "style",
        ["style-src-elem"] = "style",
    };

    /// <summary>The title; empty if the event is not such a report.</summary>
    internal static string Of(JsonElement sdkEvent) =>
        SecurityReports.Csp(sdkEvent) is { ValueKind: JsonValueKind.Object } csp ? OfCsp(csp)
        : SecurityReports.Hpkp(sdkEvent) is { Length: > 0 } pinned ? $"Public key pinning validation failed for '{pinned}'"
        : SecurityReports.ExpectCt(sdkEvent) is { Length: > 0 } certified ? $"Expect-CT failed for '{certified}'"
        : SecurityReports.ExpectStaple(sdkEvent) is { Length: > 0 } stapled ? $"Expect-Staple failed for '{stapled}'"
        : "";

    private static string OfCsp(JsonElement report)
    {
        string directive = SecurityReports.Directive(report);
        if (directive.Length == 0)
        {
            return "";
        }

        string uri = SecurityReports.BlockedUri(report);
        return uri is "" or "self" or "'self'" ? OfInline(directive, report) : OfSource(directive, Source(uri));
    }

    private static string OfInline(string directive, JsonElement report)
    {
        string violated = SecurityReports.ViolatedDirective(report);
        return directive switch
        {
            "script-src" => violated.Contains("'unsafe-inline'", StringComparison.Ordinal) ? "Blocked unsafe inline 'script'"
                : violated.Contains("'unsafe-eval'", StringComparison.Ordinal) ? "Blocked unsafe eval() 'script'" : Unsafe,
            "script-src-elem" => "Blocked unsafe 'script' element",
            "script-src-attr" => "Blocked inline script attribute",
            "style-src-elem" => "Blocked 'style' or 'link' element",
            "style-src-attr" => "Blocked style attribute",
            _ => $"Blocked inline '{_names.GetValueOrDefault(directive, directive)}'",
        };
    }

    private static string OfSource(string directive, string source) => directive switch
    {
        "form-action" => $"Blocked 'form' action to '{source}'",
        "script-src-attr" => $"Blocked inline script attribute from '{source}'",
        "style-src-attr" => $"Blocked style attribute from '{source}'",
        _ => $"Blocked '{_names.GetValueOrDefault(directive, directive)}' from '{source}'",
    };

    // The host of a web page; the scheme, and the host if there is one, of anything else. Browsers also write a scheme alone.
    private static string Source(string uri)
    {
        if (!uri.Contains(':', StringComparison.Ordinal))
        {
            return $"{uri}:";
        }

        if (!Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed))
        {
            return uri;
        }

        return parsed.Scheme is "http" or "https" ? parsed.Authority
            : parsed.Authority.Length > 0 ? $"{parsed.Scheme}://{parsed.Authority}"
            : $"{parsed.Scheme}:";
    }
}
