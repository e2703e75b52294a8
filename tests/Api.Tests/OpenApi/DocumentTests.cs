using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.OpenApi;

[Collection(OpenServerTests.Name)]
public sealed class DocumentTests(OpenServer server)
{
    private const string Path = "/openapi/v1.json";

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
        { "/api/v1/{org}/issues/{id}/replays/live", "get" },
        { "/api/v1/{org}/transactions/{name}/replays/live", "get" },
        { "/api/v1/{org}/projects/{id}/replays/live", "get" },
        { "/api/v1/{org}/lookup", "post" },
        { "/api/v1/{org}/replays/{id}", "get" },
        { "/api/v1/{org}/replays/{id}", "delete" },
        { "/api/v1/{org}/replays/{id}/events", "get" },
        { "/api/v1/{org}/replays/{id}/traces", "get" },
        { "/api/v1/{org}/replays/{id}/issues", "get" },
        { "/api/v1/{org}/replays/{id}/transactions", "get" },
        { "/api/v1/{org}/nodes/{kind}/{id}/edges", "get" },
        { "/api/v1/{org}/coverage", "get" },
        { "/api/v1/{org}/coverage/events", "get" },
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
        JsonElement document = await _client.ReadAsync(Path);
        JsonElement call = document.GetProperty("paths").GetProperty(path).GetProperty(method);
        Assert.NotEmpty(call.GetProperty("summary").GetString()!);
        IEnumerable<string> statuses = call.GetProperty("responses").EnumerateObject().Select(response => response.Name);
        Assert.Contains("200", statuses);
        Assert.Contains(statuses, status => status[0] == '4');
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
        JsonElement document = await _client.ReadAsync(Path);
        Assert.Equal(
            Calls.Select(row => $"{row[1]} {row[0]}").Order(StringComparer.Ordinal),
            document.GetProperty("paths").EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Select(call => $"{call.Name} {path.Name}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task SaysWhoseItIsAndWhereItIs()
    {
        JsonElement document = await _client.ReadAsync(Path);
        Assert.Equal("Apache-2.0", document.GetProperty("info").GetProperty("license").GetProperty("identifier").GetString());
        Assert.Equal("/", Assert.Single(document.GetProperty("servers").EnumerateArray()).GetProperty("url").GetString());
        string[] tags = [.. document.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()!)];
        Assert.All(document.GetProperty("tags").EnumerateArray(), tag => Assert.NotEmpty(tag.GetProperty("description").GetString()!));
        Assert.All(Operations(document), call => Assert.Contains(call.Of.GetProperty("tags")[0].GetString(), tags));
    }

    [Fact]
    public async Task IdsOf64BitsAreText()
    {
        JsonElement schemas = (await _client.ReadAsync(Path)).GetProperty("components").GetProperty("schemas");
        foreach (string id in (string[])["IssueId", "ProjectId"])
        {
            Assert.Equal("string", schemas.GetProperty(id).GetProperty("type").GetString());
            Assert.False(schemas.GetProperty(id).TryGetProperty("format", out _));
        }

        JsonElement asked = schemas.GetProperty("LookupBody").GetProperty("properties").GetProperty("issues").GetProperty("items");
        Assert.Equal(
            ["integer", "string"],
            asked.GetProperty("type").EnumerateArray().Select(type => type.GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryListSaysOfWhatAndNothingIsNull()
    {
        var schemas = new List<JsonElement>();
        Collect(await _client.ReadAsync(Path), schemas);
        Assert.NotEmpty(schemas);
        foreach (JsonElement schema in schemas)
        {
            string type = schema.GetProperty("type").ToString();
            Assert.True(schema.TryGetProperty("items", out _) == (type == "array"), schema.ToString());
            Assert.DoesNotContain("null", type, StringComparison.Ordinal);
        }
    }

    /// <summary>The calls of a document, by method and path.</summary>
    internal static IEnumerable<(string Method, string Path, JsonElement Of)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from call in path.Value.EnumerateObject()
        select (call.Name.ToUpperInvariant(), path.Name, call.Value);

    // Whatever has a type that is a word or a list of words.
    private static void Collect(JsonElement node, List<JsonElement> schemas)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in node.EnumerateArray())
            {
                Collect(item, schemas);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            if (node.TryGetProperty("type", out JsonElement type) && type.ValueKind is JsonValueKind.String or JsonValueKind.Array)
            {
                schemas.Add(node);
            }

            foreach (JsonProperty member in node.EnumerateObject())
            {
                Collect(member.Value, schemas);
            }
        }
    }
}
