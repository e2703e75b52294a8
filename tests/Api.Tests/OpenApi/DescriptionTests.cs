using System.Text.Json;
using ReplayGraph.Api.Tests.Server;

namespace ReplayGraph.Api.Tests.OpenApi;

/// <summary>The comments of the types that are sent are in the document.</summary>
[Collection(OpenServerTests.Name)]
public sealed class DescriptionTests(OpenServer server)
{
    [Fact]
    public async Task EveryFieldIsDescribed()
    {
        JsonElement document = JsonElement.Parse(await server.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var fields = (
            from schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            where schema.Value.TryGetProperty("properties", out _)
            from field in schema.Value.GetProperty("properties").EnumerateObject()
            select (Name: $"{schema.Name}.{field.Name}", Says: IsDescribed(field.Value))).ToList();

        Assert.Contains(fields, field => field.Name == "LinkAnswer.fate");
        Assert.Empty(fields.Where(field => !field.Says).Select(field => field.Name));
    }

    // What may be absent is one of null and the type, which bears the description then.
    private static bool IsDescribed(JsonElement field) => field.TryGetProperty("description", out _)
        || (field.TryGetProperty("oneOf", out JsonElement either) && either.EnumerateArray().Any(IsDescribed));
}
