using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ReplayGraph.Api.OpenApi;

/// <summary>Adds the <see cref="Documented"/> of each call to the document.</summary>
internal static class Operations
{
    internal static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        Documented? documented = context.Description.ActionDescriptor.EndpointMetadata.OfType<Documented>().LastOrDefault();
        if (documented is null)
        {
            return;
        }

        operation.Description = Security.Describe(documented);
        operation.Security = Security.Of(documented, context.Document!);
        operation.Parameters = [.. InPath(context.Description.RelativePath ?? ""), .. documented.Parameters.Select(InQuery)];
        if (documented.Body is var (mediaType, type, description))
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = description,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [mediaType] = new() { Schema = await BodyAsync(context, type, cancel) },
                },
            };
        }
    }

    private static async Task<IOpenApiSchema> BodyAsync(OpenApiOperationTransformerContext context, Type? type, CancellationToken cancel)
    {
        if (type is null)
        {
            return new OpenApiSchema { Type = JsonSchemaType.String };
        }

        IOpenApiSchema body = await context.GetOrCreateSchemaAsync(type, null, cancel);
        Schemas.TakeNumbers(body);
        context.Document!.AddComponent(type.Name, body);
        return new OpenApiSchemaReference(type.Name, context.Document);
    }

    private static IEnumerable<IOpenApiParameter> InPath(string path)
    {
        string[] segments = path.Split('/');
        for (int i = 1; i < segments.Length; i++)
        {
            if (segments[i].StartsWith('{'))
            {
                string name = segments[i].Trim('{', '}');
                yield return new OpenApiParameter
                {
                    Name = name,
                    In = ParameterLocation.Path,
                    Required = true,
                    Description = Describe(name, segments[i - 1]),
                    Example = name == "org" ? OrganizationId.Default.ToString() : null,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                };
            }
        }
    }

    private static string Describe(string name, string segmentBefore) => (name, segmentBefore) switch
    {
        ("org", _) => "The organization's slug; default if none is configured.",
        ("project", _) => "The project's id, a positive integer: the path of the DSN.",
        ("kind", _) => "event, trace, issue, transaction or replay.",
        ("name", _) => "The transaction's name, percent-encoded.",
        (_, "projects") => "The project's id, a positive integer.",
        (_, "issues") => "The issue's id, a positive integer.",
        (_, "{kind}") => "The id of an event, trace, issue or replay, or the percent-encoded name of a transaction.",
        _ => "The id: 32 hex digits.",
    };

    private static OpenApiParameter InQuery(Documented.QueryParameter parameter)
    {
        var schema = new OpenApiSchema { Type = parameter.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String };
        return new()
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Required = parameter.Required,
            Description = parameter.Description,
            Schema = parameter.Repeated ? new() { Type = JsonSchemaType.Array, Items = schema } : schema,
        };
    }
}
