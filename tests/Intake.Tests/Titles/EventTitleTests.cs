using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Titles;

/// <summary>
/// The titles of events of SDKs. Cases with a name are those of Sentry's tests of eventtypes (test_error.py, test_default.py), or of its
/// rules for the main exception.
/// </summary>
public sealed class EventTitleTests
{
    private const string Tail = "\u2026 and so on, and so on, and so on, and so on, and so on, and so on, and so on, and so on, and so on, and so on";

    private static string? Of(string fields, string type = "event") =>
        ReadEvent($"{{\"event_id\":\"ID1\",{fields}}}", type: type).Title is { IsNone: false } title ? title.ToString() : null;

    private static string? OfException(string exception) => Of($"\"exception\":{{\"values\":[{exception}]}}");

    [Theory]
    [InlineData("test_get_metadata", """{"type":"Exception","value":"Foo"}""", "Exception: Foo")]
    [InlineData("test_get_metadata_none", """{"type":null,"value":null,"stacktrace":{}}""", "Error")]
    [InlineData("test_to_string_none_value", """{"type":"Error","value":null}""", "Error")]
    [InlineData("test_to_string_eliminates_values_with_newline", """{"type":"Error","value":"foo\nbar"}""", "Error: foo")]
    [InlineData("test_to_string_handles_empty_value", """{"type":"Error","value":""}""", "Error")]
    [InlineData("no type", """{"type":null,"value":"a value"}""", "Error: a value")]
    [InlineData("the last of a chain", """{"type":"Cause","value":"a"},{"type":"Effect","value":"b"}""", "Effect: b")]
    [InlineData("the last that is there", """{"type":"Cause","value":"a"},null,{}""", "Cause: a")]
    [InlineData("blank lines first", """{"type":" E ","value":"\r\n  \n first \u2028 second"}""", "E: first")]
    [InlineData("the type in the value", """{"value":"TypeError: x is undefined"}""", "TypeError: x is undefined")]
    [InlineData("a value that is no text", """{"type":"E","value":{"a":1}}""", "E: {\"a\":1}")]
    [InlineData("a number", """{"type":"E","value":404}""", "E: 404")]
    public void AnException(string sentry, string exception, string title) => Assert.Equal((sentry, title), (sentry, OfException(exception)));

    [Theory]
    [InlineData("1", "Child: b")]
    [InlineData("0", "Root: c")]
    [InlineData("7", "Root: c")]
    [InlineData("null", "Root: c")]
    public void TheMainException_OfAGroup(string main, string title) => Assert.Equal(title, Of($$$"""
        "main_exception_id":{{{main}}},"exception":{"values":[
          {"type":"Other","value":"a","mechanism":{"exception_id":2}},
          {"type":"Child","value":"b","mechanism":{"exception_id":1}},
          {"type":"Root","value":"c","mechanism":{"exception_id":0}}]}
        """));

    [Theory]
    [InlineData("\"function\":\"handle\"", "handle")]
    [InlineData("\"function\":\"<unknown>\"", "the message")]
    [InlineData("\"module\":\"m\"", "the message")]
    public void ASyntheticException_IsItsFunction(string frame, string title) => Assert.Equal(title, Of($$$"""
        "message":"the message","exception":{"values":[
          {"type":"SIGSEGV","value":"boom","mechanism":{"synthetic":true},"stacktrace":{"frames":[{{{{frame}}}}]}}]}
        """));

    [Theory]
    [InlineData("test_get_metadata", "\"logentry\":{\"formatted\":\"foo\",\"message\":\"bar\"}", "foo")]
    [InlineData("test_get_metadata", "\"logentry\":{\"message\":\"foo\"}", "foo")]
    [InlineData("test_get_metadata", "\"logentry\":{\"formatted\":\"  \"}", null)]
    [InlineData("test_get_metadata", "\"platform\":\"go\"", null)]
    [InlineData("a plain message", "\"message\":\" first\\nsecond\"", "first")]
    [InlineData("an exception first", "\"message\":\"m\",\"exception\":{\"type\":\"E\",\"value\":\"v\"}", "E: v")]
    public void AMessage(string sentry, string fields, string? title) => Assert.Equal((sentry, title), (sentry, Of(fields)));

    [Theory]
    [InlineData("\"message\":\"m\",\"contexts\":{\"feedback\":{\"message\":\"It does not\\nwork\"}}", "It does not")]
    [InlineData("\"message\":\"m\"", "m")]
    public void Feedback_IsItsMessage(string fields, string title) => Assert.Equal(title, Of(fields, "feedback"));

    [Fact]
    public void ATransaction_HasNone() => Assert.Null(Of("\"message\":\"m\"", "transaction"));

    [Theory]
    [InlineData("", 200)]
    [InlineData("a", 197)]
    [InlineData("ab", 198)]
    [InlineData("abc", 199)]
    public void ALongTitle_EndsWithAWholeCharacter(string start, int bytes)
    {
        Text title = ReadEvent($"{{\"event_id\":\"ID1\",\"message\":\"{start}{string.Concat(Enumerable.Repeat("\U0001F600", 60))}\"}}").Title;
        Assert.Equal(bytes, title.Length);
        Assert.EndsWith("\U0001F600", title.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheType_LeavesNoSpaceForALongValue()
    {
        string title = OfException($"{{\"type\":\"E\",\"value\":\"{Tail + Tail}\"}}")!;
        Assert.StartsWith("E: \u2026 and so on", title, StringComparison.Ordinal);
        Assert.Equal(Limits.TitleBytes, System.Text.Encoding.UTF8.GetByteCount(title));
    }

    [Fact]
    public void TextsOfAllScripts_AreKept() =>
        Assert.Equal("E: a\0b <i>\u202E\u05D0</i>", OfException("""{"type":"E","value":"a\u0000b <i>\u202e\u05d0</i>"}"""));
}
