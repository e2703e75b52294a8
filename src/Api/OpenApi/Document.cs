using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ReplayGraph.Api.OpenApi;

/// <summary>Makes the OpenAPI document at <c>/openapi/v1.json</c>.</summary>
internal static class Document
{
    private const string About = """
        Which session replays show what happened here? Ask for an issue, a transaction name, a trace, an event, or any mix of them.

        Errors are `application/problem+json` (RFC 9457); calls that speak Sentry's words answer `{"detail": ".."}`. What is not known is
        absent, never null. Ids of issues and projects have 64 bits and are text in every answer, since not every reader of JSON keeps so
        large a number; requests may send them as text or as numbers.
        """;

    /// <summary>Adds it.</summary>
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

        // Relative to the document: the same behind any proxy, and under any name.
        document.Servers = [new() { Url = "/", Description = "The server that this document comes from." }];
        document.Tags = Tags.Of(document);
        Security.AddSchemes(document);
        Schemas.LeaveOutNull(document);
        Schemas.TakeNumbersForIssues(document);
        return Task.CompletedTask;
    }
}
