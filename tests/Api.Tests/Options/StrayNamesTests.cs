using System.Text;
using Microsoft.Extensions.Configuration;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Tests.Options;

public sealed class StrayNamesTests
{
    private readonly OptionValues _values = new();
    private readonly StringWriter _talk = new();

    [Theory]
    [InlineData("REPLAYGRAPH_DATA", "ReplayGraph__Data")]
    [InlineData("REPLAYGRAPH_RETENTION_DAYS", "ReplayGraph__RetentionDays")]
    [InlineData("ReplayGrph__Data", "ReplayGraph__Data")]
    [InlineData("REPLAYGRAPH_ORGANIZATIONS_ACME_KEYS_0_KEY", "ReplayGraph__Organizations__<slug>__Keys__<n>__Key")]
    public void AVariableWithTheProductsNameIsAFault(string variable, string meant)
    {
        CheckVariable(variable, "x");
        Assert.Equal([$"the environment variable {variable} is not read; did you mean {meant}?"], _values.Errors);
        Assert.Empty(_talk.ToString());
    }

    [Theory]
    [InlineData("RetentionDays", "ReplayGraph__RetentionDays")]
    [InlineData("DATA", "ReplayGraph__Data")]
    [InlineData("Organizations__acme__Keys__0__Key", "ReplayGraph__Organizations__acme__Keys__0__Key")]
    public void AVariableThatOthersMayHaveIsMentioned(string variable, string meant)
    {
        CheckVariable(variable, "x");
        Assert.Empty(_values.Errors);
        Assert.Equal(
            $"The environment variable {variable} is not read. If it is meant for ReplayGraph, call it {meant}.\n", _talk.ToString());
    }

    [Theory]
    [InlineData("REPLAYGRAPH__DATA", "/data")]
    [InlineData("ReplayGraph__Dta", "found by the check of the section")]
    [InlineData("REPLAYGRAPH_TOKEN", "the command line's")]
    [InlineData("REPLAYGRAPH_DATA", "tcp://10.0.0.1:80")]
    [InlineData("REPLAYGRAPH_SERVICE_HOST", "10.0.0.1")]
    [InlineData("REPLAYGRAPH_PORT_80_TCP_ADDR", "10.0.0.1")]
    [InlineData("DATABASE", "x")]
    public void OtherVariablesAreNobodysConcern(string variable, string value)
    {
        CheckVariable(variable, value);
        Assert.Empty(_values.Errors);
        Assert.Empty(_talk.ToString());
    }

    [Fact]
    public void InAFileOfSettingsBothAreFaults()
    {
        string folder = Directory.CreateTempSubdirectory("replaygraph-").FullName;
        File.WriteAllText(
            Path.Combine(folder, "some.json"),
            """
            {
              "Logging": { "Data": 1 }, "ReplayGraph": { "RetentionDays": 7 }, "RetentionDays": 5,
              "Organizations": { "acme": { "Keys": [{ "Key": "x" }] } }, "ReplayGraf": { "Data": "x" }
            }
            """,
            Encoding.UTF8);
        Names().CheckFiles(new ConfigurationBuilder().SetBasePath(folder).AddJsonFile("some.json").Build());
        Directory.Delete(folder, recursive: true);
        Assert.Equal(
            [
                "some.json: Organizations:acme:Keys:0:Key is not read; did you mean ReplayGraph:Organizations:acme:Keys:0:Key?",
                "some.json: ReplayGraf:Data is not read; did you mean ReplayGraph:Data?",
                "some.json: RetentionDays is not read; did you mean ReplayGraph:RetentionDays?",
            ],
            _values.Errors.Order(StringComparer.Ordinal));
    }

    private StrayNames Names() => new(ApiOptionNames.OfEmbedded, _values, _talk);

    private void CheckVariable(string name, string value) =>
        Names().CheckEnvironment(new Dictionary<string, string> { [name] = value });
}
