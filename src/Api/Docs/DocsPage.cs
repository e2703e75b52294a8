using System.Buffers.Text;
using System.Security.Cryptography;
using ReplayGraph.Api.OpenApi;
using Scalar.AspNetCore;

namespace ReplayGraph.Api.Docs;

/// <summary>
/// Shows the OpenAPI document as a page on which people can try the calls. The page comes from this server alone: it loads nothing from
/// elsewhere and sends nothing there, which its Content-Security-Policy enforces.
/// </summary>
internal static class DocsPage
{
    private const string Path = "/docs";

    /// <summary>Maps the page.</summary>
    internal static void MapDocs(this IEndpointRouteBuilder routes) =>
        routes.MapScalarApiReference(Path, (ScalarOptions options, HttpContext context) => Configure(options, context.Response));

    private static void Configure(ScalarOptions options, HttpResponse response)
    {
        options.WithTitle("ReplayGraph")
            .WithOpenApiRoutePattern("/openapi/v1.json")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools()
            .AddPreferredSecuritySchemes(Security.Token);
        options.Nonce = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

        // The page sets styles while it runs; only its own script runs.
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{options.Nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
    }
}
