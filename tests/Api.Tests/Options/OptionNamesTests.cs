using Microsoft.Extensions.Configuration;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Tests.Options;

public sealed class OptionNamesTests
{
    private static readonly OptionNames _names = ApiOptionNames.OfEmbedded;

    [Theory]
    [InlineData("retentiondays", "5")]
    [InlineData("Organizations:acme:Tokens:0:Hash", "x")]
    [InlineData("Organizations:acme:Tokens:deploy:scopes", "read,ingest")]
    [InlineData("Organizations:acme:Tokens:0:Scopes:1", "read")]
    [InlineData("Organizations:acme:Tokens:0:Projects:0", "7")]
    [InlineData("Organizations:acme", "")]
    public void WhatIsReadIsKnown(string path, string value) => Assert.Empty(Check(path, value));

    [Theory]
    [InlineData("RetentionDay", "RetentionDay is unknown; did you mean ReplayGraph:RetentionDays?")]
    [InlineData("Retention_Days", "Retention_Days is unknown; did you mean ReplayGraph:RetentionDays?")]
    [InlineData("Organisations:acme:Keys:0:Key", "Organisations is unknown; did you mean ReplayGraph:Organizations?")]
    [InlineData(
        "Organizations:acme:Tokens:0:Scope",
        "Organizations:acme:Tokens:0:Scope is unknown; did you mean ReplayGraph:Organizations:acme:Tokens:0:Scopes?")]
    [InlineData(
        "Organizations:acme:Users:0", "Organizations:acme:Users is unknown; known keys are Tokens, Keys")]
    [InlineData(
        "Organizations:acme:Tokens:0:Scopes:0:x",
        "Organizations:acme:Tokens:0:Scopes:0:x is unknown; ReplayGraph:Organizations:acme:Tokens:0:Scopes:0 is a single value")]
    [InlineData("RetentionDays:0", "RetentionDays:0 is unknown; ReplayGraph:RetentionDays is a single value")]
    [InlineData("Organizations", "Organizations is a section without a value; its keys are <slug>")]
    public void WhatNobodyReadsIsNamed(string path, string fault) => Assert.Equal([$"ReplayGraph:{fault}"], Check(path, "5"));

    [Theory]
    [InlineData("data", "Data")]
    [InlineData("ORGANIZATIONS:acme:KEYS:x:key", "Organizations:acme:Keys:x:Key")]
    [InlineData("Organizations:acme:Keys:x", null)]
    [InlineData("DataFolder", null)]
    public void AnOptionIsFoundAndWrittenAsItIs(string path, string? found) => Assert.Equal(found, _names.Find(path));

    [Theory]
    [InlineData("RETENTION_DAYS", "RetentionDays")]
    [InlineData("Organizations_acme_Tokens_0_Scopes_1", "Organizations:<slug>:Tokens:<n>:Scopes")]
    [InlineData("TOKEN_HASH", null)]
    [InlineData("RETENTION", null)]
    public void AnOptionMayBeSpelledOtherwise(string name, string? spelled) => Assert.Equal(spelled, _names.FindSpelling(name));

    private static IReadOnlyList<string> Check(string path, string value)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create($"ReplayGraph:{path}", (string?)value)]).Build();
        var values = new OptionValues();
        _names.Check(configuration.GetSection("ReplayGraph"), values);
        return values.Errors;
    }
}
