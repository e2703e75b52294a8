using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Titles;

/// <summary>The titles of security reports, with the messages of Relay's tests (protocol/security_report.rs).</summary>
public sealed class SecurityTitleTests
{
    private static string Of(string fields) => ReadEvent($"{{\"event_id\":\"ID1\",{fields}}}").Title.ToString();

    [Theory]
    [InlineData("img-src", "http://google.com/foo", "", "Blocked 'image' from 'google.com'")]
    [InlineData("style-src", "", "", "Blocked inline 'style'")]
    [InlineData("style-src", "http://localhost:8000/lol.css", "", "Blocked 'style' from 'localhost:8000'")]
    [InlineData("script-src", "", "script-src 'unsafe-inline'", "Blocked unsafe inline 'script'")]
    [InlineData("script-src", "", "script-src 'unsafe-eval'", "Blocked unsafe eval() 'script'")]
    [InlineData("script-src", "", "script-src example.com", "Blocked unsafe (eval() or inline) 'script'")]
    [InlineData("script-src", "data:text/plain;base64,SGVsbG8sIFdvcmxkIQ%3D%3D", "", "Blocked 'script' from 'data:'")]
    [InlineData("script-src", "data", "", "Blocked 'script' from 'data:'")]
    [InlineData("script-src-elem", "self", "", "Blocked unsafe 'script' element")]
    [InlineData("script-src-elem", "http://cdn/a.js", "", "Blocked 'script' from 'cdn'")]
    [InlineData("style-src-attr", "'self'", "", "Blocked style attribute")]
    [InlineData("form-action", "https://evil.example/x", "", "Blocked 'form' action to 'evil.example'")]
    [InlineData("frame-src", "wss://a.example/b", "", "Blocked 'frame-src' from 'wss://a.example'")]
    [InlineData("frame-src", "", "", "Blocked inline 'frame-src'")]
    [InlineData("", "http://google.com/foo", "img-src https://45.55.25.245:8123/", "Blocked 'image' from 'google.com'")]
    public void AContentSecurityPolicy(string effective, string blocked, string violated, string title)
    {
        string report = $$"""{"effective_directive":"{{effective}}","blocked_uri":"{{blocked}}","violated_directive":"{{violated}}"}""";
        Assert.Equal(title, Of($"\"csp\":{report}"));
        Assert.Equal(title, Of($"\"csp-report\":{report.Replace('_', '-')}"));
        Assert.Equal("E: v", Of($"\"csp\":{report},\"exception\":{{\"type\":\"E\",\"value\":\"v\"}}"));
    }

    [Theory]
    [InlineData("hpkp", "Public key pinning validation failed for 'www.example.com'")]
    [InlineData("expectct", "Expect-CT failed for 'www.example.com'")]
    [InlineData("expectstaple", "Expect-Staple failed for 'www.example.com'")]
    public void AHost(string name, string title) => Assert.Equal(title, Of($"\"{name}\":{{\"hostname\":\"www.example.com\"}}"));

    [Fact]
    public void AReportWithoutADirective_IsItsMessage() => Assert.Equal("m", Of("\"csp\":{\"blocked_uri\":\"x\"},\"message\":\"m\""));
}
