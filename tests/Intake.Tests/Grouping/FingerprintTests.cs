using System.Text.Json;
using ReplayGraph.Intake.Grouping;

namespace ReplayGraph.Intake.Tests.Grouping;

public sealed class FingerprintTests
{
    private const string Event = """
        "transaction":"/pay","level":"warning","logger":"app.pay","message":"user 5 failed","environment":"test","server_name":"web-1",
        "tags":[["plan","gold"],["beta",true]],"exception":[{"type":"Inner","value":"inner"},{"type":"Outer","value":"outer 5",
        "stacktrace":{"frames":[{"module":"app.pay","function":"charge","filename":"pay.py","abs_path":"/srv/pay.py",
        "package":"/usr/lib/libpay.so","in_app":true},{"module":"lib","function":"send","in_app":false}]}}]
        """;

    private static IssueId Of(string fingerprint, string sdkEvent = Event)
    {
        using JsonDocument document = JsonDocument.Parse($"{{\"fingerprint\":{fingerprint},{sdkEvent}}}");
        return StandAloneGrouping.Of(document.RootElement, new(7)).IssueId;
    }

    [Fact]
    public void OfManyValuesAndLongOnesTheStartCounts()
    {
        string many = string.Join(',', Enumerable.Repeat("\"{{ raw_message }}\"", 29_000));
        string longer = new('a', 500_000);
        Assert.Equal(
            Of($"[{string.Join(',', Enumerable.Repeat("\"{{ raw_message }}\"", 100))}]", $"\"message\":\"{longer}\""),
            Of($"[{many}]", $"\"message\":\"{longer}b\""));
    }

    [Theory]
    [InlineData("transaction", "/pay")]
    [InlineData("error.type", "Outer")]
    [InlineData("type", "Outer")]
    [InlineData("error.value", "outer 5")]
    [InlineData("value", "outer 5")]
    [InlineData("stack.function", "charge")]
    [InlineData("function", "charge")]
    [InlineData("stack.module", "app.pay")]
    [InlineData("module", "app.pay")]
    [InlineData("stack.package", "libpay.so")]
    [InlineData("package", "libpay.so")]
    [InlineData("stack.filename", "pay.py")]
    [InlineData("stack.abs_path", "/srv/pay.py")]
    [InlineData("path", "/srv/pay.py")]
    [InlineData("message", "user # failed")]
    [InlineData("raw_message", "user 5 failed")]
    [InlineData("level", "warning")]
    [InlineData("logger", "app.pay")]
    [InlineData("tags.plan", "gold")]
    [InlineData("tags.beta", "True")]
    [InlineData("tags.environment", "test")]
    [InlineData("tags.server_name", "web-1")]
    [InlineData("tags.level", "warning")]
    public void AVariableIsItsValue(string name, string value)
    {
        IssueId found = Of($"[\"a\",\"{{{{ {name} }}}}\"]");
        Assert.Equal(found, Of($"[\"a\",\"{{{{{name}}}}}\"]"));
        Assert.Equal(found, Of($"[\"a\",\"{{{{  {name}}}}}\"]"));
        Assert.NotEqual(found, Of("[\"a\"]"));
        Assert.NotEqual(found, Of($"[\"a\",\"{{{{ {name} }}}}\"]", Event.Replace("pay", "buy").Replace("Outer", "Other")
            .Replace("outer", "other").Replace("charge", "chirp").Replace("user", "guest").Replace("warning", "info")
            .Replace("gold", "iron").Replace("true", "false").Replace("test", "live").Replace("web-1", "web-2")));
        Assert.Equal(found, Of($"[\"a\",\"{value}\"]"));
    }

    [Theory]
    [InlineData("[\"{{ transaction }}\"]")]
    [InlineData("[\"{{ tags.none }}\", \"{{ default }}\"]")]
    [InlineData("[\"{{default}}\"]")]
    [InlineData("[\"{{   default   }}\"]")]
    [InlineData("[null]")]
    [InlineData("[\"\"]")]
    [InlineData("[1e100]")]
    [InlineData("[{}]")]
    [InlineData("\"a\"")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void AFingerprintThatSaysNothingIsTheDefault(string fingerprint)
    {
        const string bare = "\"message\":\"no transaction here\"";
        Assert.Equal(Of("null", bare), Of(fingerprint, bare));
    }

    [Theory]
    [InlineData("true", "\"True\"")]
    [InlineData("false", "\"False\"")]
    [InlineData("-22", "\"-22\"")]
    [InlineData("3.0", "\"3\"")]
    [InlineData("3.7", "\"3\"")]
    [InlineData("1e2", "\"100\"")]
    [InlineData("18446744073709551615", "\"18446744073709551615\"")]
    public void TruthValuesAndNumbersAreAsRelayReadsThem(string value, string text)
    {
        Assert.Equal(Of($"[{text}]"), Of($"[{value}]"));
        Assert.Equal(Of($"[{text}]"), Of("[\"{{ tags.x }}\"]", $"\"tags\":{{\"x\":{value}}}"));
    }

    [Fact]
    public void ATextOfWhichNoVariableIsKnownCountsAsItIs()
    {
        Assert.NotEqual(Of("[\"{{ no.such }}\"]"), Of("[\"{{ no.other }}\"]"));
        Assert.NotEqual(Of("[\"{{ transaction }} x\"]"), Of("[\"{{ transaction }}\"]"));
        Assert.NotEqual(Of("[\"{{ }}\"]"), Of("null"));
    }

    [Fact]
    public void TheDefaultAmongOthersIsWhatTheEventIsGroupedByWithoutThem()
    {
        IssueId both = Of("[\"{{ default }}\",\"a\"]");
        Assert.NotEqual(both, Of("null"));
        Assert.NotEqual(both, Of("[\"{{ default }}\",\"a\"]", Event.Replace("charge", "chirp")));
        Assert.Equal(both, Of("[\"{{ default }}\",\"a\"]", Event.Replace("/pay", "/buy")));
    }

    [Theory]
    [InlineData("\"message\":\"x\"", "error")]
    [InlineData("\"level\":\"critical\"", "fatal")]
    [InlineData("\"level\":30", "warning")]
    public void TheLevelIsTheEventsAsItIsKept(string sdkEvent, string level) =>
        Assert.Equal(Of($"[\"{level}\"]"), Of("[\"{{ level }}\"]", sdkEvent));

    [Fact]
    public void BlanksAroundAValueDoNotCount()
    {
        Assert.Equal(Of("[\"/pay\"]"), Of("[\"{{ transaction }}\"]", "\"transaction\":\" /pay \""));
        Assert.Equal(Of("[\"gold\"]"), Of("[\"{{ tags.plan }}\"]", "\"tags\":{\"plan\":\"gold \"}"));
    }
}
