using System.Text.Json;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>
/// Browsers' security reports: for a content security policy the directive and the blocked source, for other policies the host. Members
/// have the names of Sentry, of CSP level 2 (dashes), or of the Reporting API (camel case).
/// </summary>
internal static class SecurityReports
{
    private static readonly string[] _effective = ["effective_directive", "effective-directive", "effectiveDirective"];
    private static readonly string[] _violated = ["violated_directive", "violated-directive", "violatedDirective"];
    private static readonly string[] _blocked = ["blocked_uri", "blocked-uri", "blockedURL", "blockedURI"];
    private static readonly string[] _document = ["document_uri", "document-uri", "documentURL", "documentURI"];
    private static readonly string[] _hosts = ["hostname", "host"];

    /// <summary>Adds the report if the event is one. Version 1 ignored reports.</summary>
    internal static bool Add(Parts parts, JsonElement sdkEvent) =>
        AddCsp(parts, Csp(sdkEvent))
        || AddHost(parts, "hpkp", sdkEvent.Interface("hpkp", "Hpkp"))
        || AddHost(parts, "expect_ct", sdkEvent.Interface("expectct", "ExpectCT"))
        || AddHost(parts, "expect_staple", sdkEvent.Interface("expectstaple", "ExpectStaple"));

    private static JsonElement Csp(JsonElement sdkEvent)
    {
        JsonElement csp = sdkEvent.Interface("csp", "Csp");
        csp = csp.At("csp-report") is { ValueKind: JsonValueKind.Object } inner ? inner : csp;
        csp = csp.ValueKind == JsonValueKind.Object ? csp : sdkEvent.At("csp-report");
        return csp.ValueKind == JsonValueKind.Object || sdkEvent.At("type").Lenient() != "csp-violation" ? csp : sdkEvent.At("body");
    }

    private static bool AddCsp(Parts parts, JsonElement report)
    {
        if (report.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        string directive = Text(report, _effective);
        directive = directive.Length > 0 ? directive : Text(report, _violated);
        return parts.AddNew("csp", directive.Split(' ')[0])
            | parts.AddNew("blocked", Blocked(Text(report, _blocked), Text(report, _document)));
    }

    // The source: a host, a scheme, or a keyword such as inline; the document's own host is 'self'.
    private static string Blocked(string uri, string document)
    {
        const string self = "'self'";
        if (uri is "" or "self" or self)
        {
            return self;
        }

        if (!Uri.TryCreate(uri, UriKind.Absolute, out Uri? blocked))
        {
            return uri;
        }

        bool isSelf = Uri.TryCreate(document, UriKind.Absolute, out Uri? own) && own.Authority == blocked.Authority;
        return blocked.Authority.Length == 0 ? blocked.Scheme : isSelf ? self : blocked.Authority;
    }

    private static bool AddHost(Parts parts, string name, JsonElement report) => parts.AddNew(name, Text(report, _hosts));

    private static string Text(JsonElement report, string[] names) =>
        names.Select(name => report.At(name).Lenient()).FirstOrDefault(text => text.Length > 0) ?? "";
}
