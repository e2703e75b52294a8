using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ReplayGraph.Links;

namespace ReplayGraph.Api.OpenApi;

/// <summary>Describes values as <see cref="ApiJson"/> writes them, where the framework cannot infer it.</summary>
internal static class Schemas
{
    private const string PositiveInteger = "^[1-9][0-9]{0,18}$";

    internal static async Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        JsonTypeInfo type = context.JsonTypeInfo;
        RequireNonNullable(schema, type);
        Describe(schema, Nullable.GetUnderlyingType(type.Type) ?? type.Type);
        if (schema.Items is null && type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
        {
            schema.Items = await context.GetOrCreateSchemaAsync(element, null, cancel);
        }
    }

    /// <summary>Removes null from the types of members: a null member is absent.</summary>
    internal static void LeaveOutNull(OpenApiDocument document)
    {
        foreach (OpenApiSchema schema in (document.Components?.Schemas?.Values ?? []).OfType<OpenApiSchema>())
        {
            foreach ((string name, IOpenApiSchema member) in schema.Properties?.ToArray() ?? [])
            {
                schema.Properties![name] = WithoutNull(member);
            }
        }
    }

    /// <summary>Allows numbers for the ids of 64 bits in a request body.</summary>
    internal static void TakeNumbers(IOpenApiSchema body)
    {
        foreach (OpenApiSchema items in (body.Properties?.Values ?? []).Select(member => member.Items).OfType<OpenApiSchema>())
        {
            if (items.Pattern == PositiveInteger)
            {
                (items.Type, items.Description) = (JsonSchemaType.String | JsonSchemaType.Integer, null);
            }
        }
    }

    private static IOpenApiSchema WithoutNull(IOpenApiSchema member)
    {
        if (member.OneOf?.Where(one => one.Type != JsonSchemaType.Null).ToArray() is [var only])
        {
            return only;
        }

        if (member is OpenApiSchema { Type: { } type } schema)
        {
            schema.Type = type & ~JsonSchemaType.Null;
        }

        return member;
    }

    private static void RequireNonNullable(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null)
            {
                schema.Required?.Remove(property.Name);
            }
        }
    }

    // The framework cannot see what converters write.
    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(ReplayId) || type == typeof(EventId) || type == typeof(TraceId))
        {
            (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[0-9a-f]{32}$");
        }
        else if (type == typeof(IssueId) || type == typeof(ProjectId))
        {
            (schema.Type, schema.Pattern) = (JsonSchemaType.String, PositiveInteger);
        }
        else if (type == typeof(Timestamp))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        }
        else if (type == typeof(Evidence))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = Values(EvidenceKinds.StrongestFirst.Select(kind => kind.Name)) };
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = Values(Enum.GetNames(type).Where(name => name != "None").Select(name => name.ToLowerInvariant()));
        }
    }

    private static List<JsonNode> Values(IEnumerable<string> words) => [.. words.Select(word => (JsonNode)JsonValue.Create(word)!)];
}
