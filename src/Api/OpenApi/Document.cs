using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ReplayGraph.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class Document
{
    private const string About = """
        Which session replays show what happened here? Look up an issue, a transaction name, a trace, an event, or any mix of them.

        Errors are `application/problem+json` (RFC 9457); Sentry-compatible calls answer `{"detail": ".."}`. Unknown values are absent,
        never null. Ids of issues and projects have 64 bits and are text in every answer, since not every JSON parser keeps numbers that
        large; requests may send them as text or as numbers.
        """;

    internal static void AddDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer(DescribeAsync);
        options.AddOperationTransformer(Operations.DescribeAsync);
        options.AddSchemaTransformer(Schemas.DescribeAsync);
    });

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new()
        {
            Title = "ReplayGraph",
            Version = "v1",
            Description = About,
            License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };

        // Relative to the document, so it is right behind any proxy and under any name.
        document.Servers = [new() { Url = "/", Description = "The server of this document." }];
        document.Tags = DocumentTags.Of(document);
        Security.AddSchemes(document);
        Schemas.LeaveOutNull(document);
        return Task.CompletedTask;
    }
}
