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
        || parts.AddNew("hpkp", Hpkp(sdkEvent))
        || parts.AddNew("expect_ct", ExpectCt(sdkEvent))
        || parts.AddNew("expect_staple", ExpectStaple(sdkEvent));

    /// <summary>The host in a report of pinned public keys.</summary>
    internal static string Hpkp(JsonElement sdkEvent) => Text(sdkEvent.Interface("hpkp", "Hpkp"), _hosts);

    /// <summary>The host in a report of certificate transparency.</summary>
    internal static string ExpectCt(JsonElement sdkEvent) => Text(sdkEvent.Interface("expectct", "ExpectCT"), _hosts);

    /// <summary>The host in a report of OCSP stapling.</summary>
    internal static string ExpectStaple(JsonElement sdkEvent) => Text(sdkEvent.Interface("expectstaple", "ExpectStaple"), _hosts);

    /// <summary>The directive that was violated, without its values.</summary>
    internal static string Directive(JsonElement csp)
    {
        string directive = Text(csp, _effective);
        return (directive.Length > 0 ? directive : ViolatedDirective(csp)).Split(' ')[0];
    }

    /// <summary>The directive that was violated, as the browser reports it.</summary>
    internal static string ViolatedDirective(JsonElement csp) => Text(csp, _violated);

    /// <summary>What was blocked: a URI, a scheme or a keyword.</summary>
    internal static string BlockedUri(JsonElement csp) => Text(csp, _blocked);

    /// <summary>The report of a content security policy, in any of its shapes.</summary>
    internal static JsonElement Csp(JsonElement sdkEvent)
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

        return parts.AddNew("csp", Directive(report))
            | parts.AddNew("blocked", Blocked(BlockedUri(report), Text(report, _document)));
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

    private static string Text(JsonElement report, string[] names) =>
        names.Select(name => report.At(name).Lenient()).FirstOrDefault(text => text.Length > 0) ?? "";
}
