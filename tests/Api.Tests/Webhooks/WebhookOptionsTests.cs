using Microsoft.Extensions.Configuration;
using ReplayGraph.Api.Options;

namespace ReplayGraph.Api.Tests.Webhooks;

public sealed class WebhookOptionsTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef", Url = "https://hooks.example.com/in/t0k3n";

    [Fact]
    public void AllAreRead()
    {
        (ReplayGraphOptions options, IReadOnlyList<string> errors) = Read(
            ("0:Url", Url), ("0:Secret", Secret), ("0:Projects", "1,2"), ("0:IntervalSeconds", "5"), ("0:AllowPrivate", "true"),
            ("chat:Url", "http://127.0.0.1:99/x"), ("chat:Secret", Secret), ("chat:AllowPrivate", "true"));
        Assert.Empty(errors);
        WebhookOptions first = options.Webhooks[0];
        Assert.Equal(
            (OrganizationId.Default, Url, Secret, 5, true),
            (first.Organization, first.Url.AbsoluteUri, first.Secret, first.IntervalSeconds, first.AllowPrivate));
        Assert.Equal([new(1), new(2)], first.Projects!);
        Assert.Equal((60, null), (options.Webhooks[1].IntervalSeconds, options.Webhooks[1].Projects));
    }

    [Theory]
    [InlineData("0:Organization 'acme' is not one of the organizations: default", "Organization", "acme")]
    [InlineData("0:Secret has 31 characters; expected at least 32", "Secret", "0123456789abcdef0123456789abcde")]
    [InlineData("0:Projects 'web' is not a valid project", "Projects:0", "web")]
    [InlineData("0:IntervalSeconds '0' is not an integer from 1 to 3600", "IntervalSeconds", "0")]
    [InlineData("0:IntervalSeconds '3601' is not", "IntervalSeconds", "3601")]
    [InlineData("0:AllowPrivate 'yes' is neither true nor false", "AllowPrivate", "yes")]
    [InlineData("0:Uri is unknown; ", "Uri", "x")]
    [InlineData("0:Url is not an address", "Url", "")]
    [InlineData("0:Url is not an address", "Url", "hooks.example.com")]
    [InlineData("0:Url is not an address", "Url", "ftp://hooks.example.com/")]
    [InlineData("0:Url is not an address", "Url", "https://user:t0k3n@hooks.example.com/")]
    [InlineData("0:Url is not an address", "Url", "https://hooks.example.com/#t0k3n")]
    [InlineData("0:Url is of a private network or this machine", "Url", "http://localhost:5000/t0k3n")]
    [InlineData("0:Url is of a private network or this machine", "Url", "http://169.254.169.254/t0k3n")]
    [InlineData("0:Url is of a private network or this machine", "Url", "http://[::1]/t0k3n")]
    [InlineData("0:Url is of a private network or this machine", "Url", "http://2130706433/t0k3n")]
    public void AnInvalidOption_IsNamed_WithoutItsSecrets(string error, string key, string value)
    {
        var all = new Dictionary<string, string> { ["0:Url"] = Url, ["0:Secret"] = Secret, ["0:" + key] = value };
        string one = Assert.Single(Read([.. all.Select(pair => (pair.Key, pair.Value))]).Errors);
        Assert.StartsWith("ReplayGraph:Webhooks:" + error, one, StringComparison.Ordinal);
        Assert.DoesNotContain("t0k3n", one, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef", one, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSameAddressTwice_IsRefused() => Assert.Equal(
        ["ReplayGraph:Webhooks:1:Url is that of ReplayGraph:Webhooks:0, for the same organization"],
        Read(("0:Url", Url), ("0:Secret", Secret), ("1:Url", Url), ("1:Secret", Secret)).Errors);

    [Fact]
    public void AsText_TheyKeepTheirSecrets()
    {
        string text = Read(("0:Url", Url), ("0:Secret", Secret)).Options.Webhooks[0].ToString();
        Assert.Equal("default: hooks.example.com", text);
    }

    private static (ReplayGraphOptions Options, IReadOnlyList<string> Errors) Read(params (string Key, string Value)[] all)
    {
        IConfigurationRoot configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.Select(one => KeyValuePair.Create($"ReplayGraph:Webhooks:{one.Key}", (string?)one.Value)))
            .Build();
        var values = new OptionValues();
        return (OptionsReader.Read(configuration.GetSection("ReplayGraph"), ApiOptionNames.OfEmbedded, values), values.Errors);
    }
}
