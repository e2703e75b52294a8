using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.Tests.Server;
using ReplayGraph.Conformance.Oracle;

namespace ReplayGraph.Api.Tests.Options;

/// <summary>The file of the organizations, which is read again when it changes.</summary>
public sealed class OrganizationsReloadTests : IAsyncLifetime
{
    private const string Old = "an-old-token-of-some-length", New = "a-new-token-of-some-length", Key = "0123456789abcdef0123456789abcdef";

    private readonly string _file = Path.GetTempFileName();
    private readonly Lines _log = new();
    private readonly HttpClient _client = new();
    private WebApplication _app = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_file, Acme(Old));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["ReplayGraph:OrganizationsFile"] = _file;
        ReplayGraphOptions options = Read(builder.Configuration, out IReadOnlyList<string> errors);
        Assert.Empty(errors);
        builder.AddReplayGraphApi(options);
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider());
        builder.Services.AddSingleton<IGraph>(new OracleGraph(TimeProvider.System));
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapReplayGraph();
        await _app.StartAsync();
        _client.BaseAddress = new(_app.Urls.First());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task NewTokensAndKeysOpenAndOldOnesNoLonger()
    {
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await Get("acme", Old), await Get("acme", New)));
        Assert.Equal(HttpStatusCode.Forbidden, await Send(Key));

        Change(Acme(New, Key, ",\"other\":" + Organization(Old, "")));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (await Get("acme", Old), await Get("acme", New)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await Get("other", Old), await Send(Key)));
        Assert.Equal([$"Information {_file} was reloaded: 2 organizations, 2 tokens, 1 keys"], _log.Written);
        Change(Acme(New, Key, ",\"other\":" + Organization(Old, "")));
        Assert.Single(_log.Written);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("", "cannot be read")]
    [InlineData("{}", "holds no organization below ReplayGraph:Organizations")]
    [InlineData("{\"ReplayGraph\":{\"RetentionDays\":3}}", "ReplayGraph:RetentionDays is unknown")]
    [InlineData("{\"Organizations\":{}}", "Organizations is unknown; the file holds ReplayGraph:Organizations alone")]
    [InlineData("{\"ReplayGraph\":{\"Organizations\":{\"acme\":{\"Tokens\":[{\"Hash\":\"1\",\"Scopes\":\"read\"}]}}}}", "Hash is not a SHA-256 hash")]
    [InlineData(null, "cannot be read")]
    public async Task AnInvalidFileKeepsTheOldOneAndLogsWhy(string? text, string expected)
    {
        Change(text);

        Assert.Equal(HttpStatusCode.OK, await Get("acme", Old));
        Assert.StartsWith($"Error {_file} has changed and is invalid", Assert.Single(_log.Written), StringComparison.Ordinal);
        Assert.Contains(expected, _log.Written[0], StringComparison.Ordinal);

        Change(Acme(New));
        Assert.Equal(HttpStatusCode.OK, await Get("acme", New));
    }

    [Fact]
    public void OrganizationsAreInOnePlace()
    {
        IConfigurationRoot both = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ReplayGraph:OrganizationsFile"] = _file,
            ["ReplayGraph:Organizations:b:Keys:0:Key"] = Key,
            ["ReplayGraph:Organizations:b:Keys:0:Project"] = "1",
        }).Build();
        Read(both, out IReadOnlyList<string> errors);
        Assert.Contains("keep the organizations in one place", Assert.Single(errors), StringComparison.Ordinal);
    }

    private static string Acme(string token, string key = "", string others = "") =>
        "{\"ReplayGraph\":{\"Organizations\":{\"acme\":" + Organization(token, key) + others + "}}}";

    private static string Organization(string token, string key)
    {
        string keys = key.Length == 0 ? "" : $$""","Keys":[{"Key":"{{key}}","Project":1}]""";
        return $$"""{"Tokens":[{"Hash":"{{TokenHash.Of(token)}}","Scopes":"admin"}]{{keys}}}""";
    }

    private static ReplayGraphOptions Read(IConfiguration configuration, out IReadOnlyList<string> errors)
    {
        var values = new OptionValues();
        ReplayGraphOptions options = OptionsReader.Read(configuration.GetSection(OptionNames.Section), ApiOptionNames.OfEmbedded, values);
        errors = values.Errors;
        return options;
    }

    private void Change(string? text)
    {
        if (text is null)
        {
            File.Delete(_file);
        }
        else
        {
            File.WriteAllText(_file, text);
        }

        _app.Services.GetServices<IHostedService>().OfType<OrganizationsReload>().Single().Look();
    }

    private async Task<HttpStatusCode> Get(string organization, string token) => (await _client.SendAsync(
        "GET", $"/api/v1/{organization}/issues/1/replays", null, ("Authorization", "Bearer " + token))).Status;

    private async Task<HttpStatusCode> Send(string key)
    {
        const string envelope = "{}\n{\"type\":\"client_report\"}\n{}\n";
        using HttpResponseMessage answer = await _client.RawAsync(
            "POST", $"/api/1/envelope/?sentry_key={key}", new StringContent(envelope), []);
        return answer.StatusCode;
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName.EndsWith(nameof(OrganizationsReload), StringComparison.Ordinal)
            ? this
            : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{logLevel} {formatter(state, exception)}");
    }
}
