using System.Text.Json;
using ReplayGraph.Intake.Grouping;

namespace ReplayGraph.Intake.Tests.Grouping;

/// <summary>The same error in all the shapes that SDKs of fifteen years write, and different ones in each of them.</summary>
public sealed class EventShapesTests
{
    private const string Frame = "{\"module\":\"m\",\"function\":\"f\",\"in_app\":true}";
    private const string Stack = "\"stacktrace\":{\"frames\":[" + Frame + "]}";
    private const string Boom = "{\"type\":\"E\",\"value\":\"boom\"," + Stack + "}";

    private static IssueId Of(string fields)
    {
        using JsonDocument document = JsonDocument.Parse($"{{{fields}}}");
        return StandAloneGrouping.Of(document.RootElement, new(7)).IssueId;
    }

    [Theory]
    [InlineData("\"exception\":" + Boom)]
    [InlineData("\"exception\":[" + Boom + "]")]
    [InlineData("\"exception\":{\"values\":" + Boom + "}")]
    [InlineData("\"sentry.interfaces.Exception\":{\"values\":[" + Boom + "]}")]
    [InlineData("\"sentry.interfaces.Exception\":" + Boom)]
    [InlineData("\"exception\":null,\"sentry.interfaces.Exception\":[" + Boom + "]")]
    [InlineData("\"message\":\"m\",\"exception\":" + Boom)]
    [InlineData("\"exception\":{\"type\":\"E\",\"sentry.interfaces.Stacktrace\":{\"frames\":[" + Frame + "]}}")]
    public void AnExceptionInAnyShapeIsTheSameError(string fields)
    {
        Assert.Equal(Of("\"exception\":{\"values\":[" + Boom + "]}"), Of(fields));
        Assert.NotEqual(Of(fields), Of(fields.Replace("\"E\"", "\"F\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Stack)]
    [InlineData("\"sentry.interfaces.Stacktrace\":{\"frames\":[" + Frame + "]}")]
    [InlineData("\"threads\":{\"values\":[{\"id\":1," + Stack + "}]}")]
    [InlineData("\"threads\":[{\"id\":1},{\"id\":2," + Stack + "}]")]
    [InlineData("\"threads\":[{\"stacktrace\":{\"frames\":[{\"module\":\"other\"}]}},{\"crashed\":true," + Stack + "}]")]
    [InlineData("\"threads\":[{\"stacktrace\":{\"frames\":[{\"module\":\"other\"}]}},{\"current\":true," + Stack + "}]")]
    [InlineData("\"message\":\"x\"," + Stack)]
    public void AStackTraceWithoutAnExceptionGroups(string fields)
    {
        Assert.Equal(Of(Stack), Of(fields));
        Assert.NotEqual(Of(fields), Of(fields.Replace("\"f\"", "\"g\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void ASoleExceptionWithoutFramesHasThoseOfTheEvent()
    {
        const string bare = "\"exception\":{\"type\":\"E\",\"value\":\"boom\"},";
        Assert.NotEqual(Of(bare + Stack), Of(bare + Stack.Replace("\"f\"", "\"g\"", StringComparison.Ordinal)));
        Assert.Equal(Of("\"exception\":" + Boom), Of(bare + Stack));
        Assert.Equal(Of(bare + Stack), Of(bare.Replace("boom", "bang", StringComparison.Ordinal) + "\"threads\":[{" + Stack + "}]"));
    }

    [Theory]
    [InlineData("\"logentry\":{\"message\":\"TEXT\"}")]
    [InlineData("\"logentry\":{\"message\":\"TEXT %s\",\"params\":[\"a\"],\"formatted\":\"TEXT a\"}")]
    [InlineData("\"logentry\":{\"message\":\"%s\",\"params\":[\"TEXT\"],\"formatted\":\"TEXT\"}")]
    [InlineData("\"logentry\":{\"message\":\"{}: {name}\",\"params\":[\"TEXT\"]}")]
    [InlineData("\"logentry\":{\"message\":\"%(a)s\",\"params\":{\"a\":\"TEXT\"}}")]
    [InlineData("\"logentry\":{\"formatted\":\"TEXT\"}")]
    [InlineData("\"logentry\":\"TEXT\"")]
    [InlineData("\"logentry\":{},\"message\":\"TEXT\"")]
    [InlineData("\"logentry\":{\"params\":[]},\"message\":{\"formatted\":\"TEXT\"}")]
    [InlineData("\"message\":\"TEXT\"")]
    [InlineData("\"message\":{\"message\":\"TEXT %d\",\"params\":[5]}")]
    [InlineData("\"message\":[\"TEXT\"]")]
    [InlineData("\"sentry.interfaces.Message\":{\"message\":\"TEXT %s\",\"params\":[\"a\"]}")]
    [InlineData("\"sentry.interfaces.Message\":{\"formatted\":\"TEXT\"}")]
    [InlineData("\"exception\":{\"type\":\"E\",\"value\":\"TEXT\"}")]
    [InlineData("\"exception\":{\"type\":\"E\",\"value\":{\"reason\":\"TEXT\"}}")]
    [InlineData("\"threads\":[{\"id\":1}],\"message\":\"TEXT\"")]
    [InlineData("\"sentry.interfaces.Template\":{\"filename\":\"TEXT\"}")]
    [InlineData("\"sentry.interfaces.Http\":{\"url\":\"http://a.example/TEXT?x=1\",\"method\":\"GET\"}")]
    [InlineData("\"request\":{\"url\":\"http://a.example/TEXT\"}")]
    [InlineData("\"culprit\":\"TEXT\"")]
    [InlineData("\"logger\":\"TEXT\"")]
    [InlineData("\"checksum\":\"TEXT\"")]
    public void DifferentTextsAreDifferentIssues(string fields)
    {
        string[] texts = ["red fails", "green fails", "blue stops"];
        Assert.Equal(3, texts.Select(text => Of(fields.Replace("TEXT", text, StringComparison.Ordinal))).Distinct().Count());
        Assert.Equal(Of(fields), Of(fields + ",\"extra\":{\"x\":1}"));
    }

    [Theory]
    [InlineData("\"logentry\":{\"message\":\"user %s fails\",\"params\":[\"WHO\"],\"formatted\":\"user WHO fails\"}")]
    [InlineData("\"message\":\"user 'WHO' fails\"")]
    [InlineData("\"exception\":{\"type\":\"E\",\"value\":\"user id=\\\"WHO\\\" fails\"}")]
    public void TheSameErrorOfAnotherUserIsTheSameIssue(string fields) =>
        Assert.Equal(
            Of(fields.Replace("WHO", "ada", StringComparison.Ordinal)), Of(fields.Replace("WHO", "grace", StringComparison.Ordinal)));

    [Theory]
    [InlineData("{\"effective_directive\":\"img-src\",\"blocked_uri\":\"https://b.example/x\",\"document_uri\":\"https://a.example/1\"}")]
    [InlineData("{\"violated-directive\":\"img-src 'self'\",\"blocked-uri\":\"https://b.example/x.png\"}")]
    [InlineData("{\"effectiveDirective\":\"img-src\",\"blockedURL\":\"https://b.example/y.png\",\"documentURL\":\"https://a.example/2\"}")]
    [InlineData("{\"csp-report\":{\"effective-directive\":\"img-src\",\"blocked-uri\":\"https://b.example\"}}")]
    public void ReportsOfAPolicyGroupByDirectiveAndHost(string csp)
    {
        const string report = "\"csp\":{\"effective_directive\":\"img-src\",\"blocked_uri\":\"https://b.example/\"}";
        Assert.Equal(Of(report), Of("\"csp\":" + csp));
        Assert.Equal(Of(report), Of("\"sentry.interfaces.Csp\":" + csp));
        Assert.NotEqual(Of(report), Of("\"csp\":" + csp.Replace("img-src", "font-src", StringComparison.Ordinal)));
        Assert.NotEqual(Of(report), Of("\"csp\":" + csp.Replace("b.example", "c.example", StringComparison.Ordinal)));
    }

    [Fact]
    public void WhatAPolicyBlockedOfTheDocumentItselfIsOneIssue()
    {
        string own = "\"csp\":{\"effective_directive\":\"script-src\",\"blocked_uri\":\"self\"}";
        Assert.Equal(Of(own), Of("\"csp\":{\"effective_directive\":\"script-src\"}"));
        const string spelledOut = "\"https://a.example/x\",\"document_uri\":\"https://a.example/y\"";
        Assert.Equal(Of(own), Of(own.Replace("\"self\"", spelledOut, StringComparison.Ordinal)));
        Assert.NotEqual(Of(own), Of(own.Replace("self", "inline", StringComparison.Ordinal)));
        Assert.NotEqual(Of(own), Of(own.Replace("self", "data:text/plain,1", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"hpkp\":{\"hostname\":\"HOST\"}")]
    [InlineData("\"expectct\":{\"hostname\":\"HOST\"}")]
    [InlineData("\"expectstaple\":{\"hostname\":\"HOST\"}")]
    public void OtherSecurityReportsGroupByHost(string fields) =>
        Assert.NotEqual(Of(fields), Of(fields.Replace("HOST", "a.example", StringComparison.Ordinal)));

    [Fact]
    public void CrashesThatNobodySymbolicatedGroupByTheirBinaries()
    {
        const string crash =
            "\"exception\":{\"type\":\"E\",\"stacktrace\":{\"frames\":[{\"package\":\"/apps/12/One.app/One\"}]}}";
        Assert.Equal(Of(crash), Of(crash.Replace("/apps/12/", "C:\\\\apps\\\\", StringComparison.Ordinal)));
        Assert.NotEqual(Of(crash), Of(crash.Replace("/One\"", "/Two\"", StringComparison.Ordinal)));
    }
}
