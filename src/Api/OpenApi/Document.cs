using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ReplayGraph.Links;

namespace ReplayGraph.Api.OpenApi;

/// <summary>Makes the OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class Document
{
    /// <summary>Adds it.</summary>
    internal static void AddDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "ReplayGraph", Version = "v1", Description = "Which session replays show what happened here?" };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            RequireWhatIsAlwaysThere(schema, context.JsonTypeInfo);
            Describe(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
    });

    private static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        Documented? documented = context.Description.ActionDescriptor.EndpointMetadata.OfType<Documented>().LastOrDefault();
        if (documented is null)
        {
            return;
        }

        operation.Parameters = [.. InPath(context.Description.RelativePath ?? ""), .. documented.Parameters.Select(InQuery)];
        if (documented.Body is var (mediaType, type, description))
        {
            IOpenApiSchema schema = type is null
                ? new OpenApiSchema { Type = JsonSchemaType.String }
                : await context.GetOrCreateSchemaAsync(type, null, cancel);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType> { [mediaType] = new() { Schema = schema } },
            };
        }
    }

    private static IEnumerable<IOpenApiParameter> InPath(string path) => path.Split('/')
        .Where(segment => segment.StartsWith('{'))
        .Select(segment => new OpenApiParameter
        {
            Name = segment.Trim('{', '}'),
            In = ParameterLocation.Path,
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    private static OpenApiParameter InQuery(Documented.Parameter parameter)
    {
        var text = new OpenApiSchema { Type = JsonSchemaType.String };
        return new()
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Required = parameter.Required,
            Description = parameter.Description,
            Schema = parameter.Repeated ? new() { Type = JsonSchemaType.Array, Items = text } : text,
        };
    }

    // What is null is absent.
    private static void RequireWhatIsAlwaysThere(OpenApiSchema schema, JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            if (property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null)
            {
                schema.Required?.Remove(property.Name);
            }
        }
    }

    // Types that a converter writes, of which the framework knows nothing.
    private static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(ReplayId) || type == typeof(EventId) || type == typeof(TraceId))
        {
            (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[0-9a-f]{32}$");
        }
        else if (type == typeof(IssueId) || type == typeof(ProjectId))
        {
            (schema.Type, schema.Pattern) = (JsonSchemaType.String, "^[1-9][0-9]{0,18}$");
        }
        else if (type == typeof(Timestamp))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        }
        else if (type == typeof(Evidence))
        {
            schema.Type = JsonSchemaType.Array;
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = Words("tagged", "listed", "trace") };
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = Words([.. Enum.GetNames(type).Where(name => name != "None").Select(name => name.ToLowerInvariant())]);
        }
    }

    private static List<JsonNode> Words(params string[] words) => [.. words.Select(word => (JsonNode)JsonValue.Create(word)!)];
}
