using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.OpenApi;

[Collection(OpenServerTests.Name)]
public sealed class DocumentTests(OpenServer server)
{
    private readonly HttpClient _client = server.Client;

    public static TheoryData<string, string> Calls => new()
    {
        { "/api/v1/{org}/facts", "post" },
        { "/api/v1/{org}/sentry/events", "post" },
        { "/api/v1/{org}/sentry/replays", "post" },
        { "/api/{project}/envelope", "post" },
        { "/api/{project}/store", "post" },
        { "/api/v1/{org}/issues/{id}/replays", "get" },
        { "/api/v1/{org}/transactions/{name}/replays", "get" },
        { "/api/v1/{org}/traces/{id}/replays", "get" },
        { "/api/v1/{org}/events/{id}/replays", "get" },
        { "/api/v1/{org}/lookup", "post" },
        { "/api/v1/{org}/replays/{id}", "get" },
        { "/api/v1/{org}/replays/{id}", "delete" },
        { "/api/v1/{org}/replays/{id}/events", "get" },
        { "/api/v1/{org}/replays/{id}/traces", "get" },
        { "/api/v1/{org}/replays/{id}/issues", "get" },
        { "/api/v1/{org}/replays/{id}/transactions", "get" },
        { "/api/v1/{org}/nodes/{kind}/{id}/edges", "get" },
        { "/api/v1/{org}/coverage", "get" },
        { "/api/0/organizations/{org}/replay-count", "get" },
        { "/healthz/live", "get" },
        { "/healthz/ready", "get" },
        { "/healthz/startup", "get" },
        { "/metrics", "get" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task HoldsEveryCall(string path, string method)
    {
        JsonElement document = JsonElement.Parse(await _client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        JsonElement call = document.GetProperty("paths").GetProperty(path).GetProperty(method);
        Assert.NotEmpty(call.GetProperty("summary").GetString()!);
        Assert.NotEmpty(call.GetProperty("responses").EnumerateObject());
        IEnumerable<string?> inPath = path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
        if (inPath.Any())
        {
            Assert.Equal(inPath, call.GetProperty("parameters").EnumerateArray()
                .Where(parameter => parameter.GetProperty("in").GetString() == "path")
                .Select(parameter => parameter.GetProperty("name").GetString()));
        }
    }

    [Fact]
    public async Task OfAnotherNameThereIsNone()
    {
        using HttpResponseMessage answer = await _client.GetAsync(new Uri("/openapi/v2.json", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task HoldsNoCallThatIsNotTested()
    {
        JsonElement document = JsonElement.Parse(await _client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        Assert.Equal(
            Calls.Select(row => $"{row[1]} {row[0]}").Order(StringComparer.Ordinal),
            document.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name} {path.Name}")).Order(StringComparer.Ordinal));
    }
}
