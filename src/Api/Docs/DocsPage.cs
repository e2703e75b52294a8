using System.Buffers.Text;
using System.Security.Cryptography;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.OpenApi;
using Scalar.AspNetCore;

namespace ReplayGraph.Api.Docs;

/// <summary>
/// Shows the OpenAPI document to people, and lets them try its calls. All of the page comes from this server: it loads nothing from
/// elsewhere and sends nothing there, and the browser is told to hold it to that.
/// </summary>
internal static class DocsPage
{
    private const string Path = "/docs";

    /// <summary>Maps the page, and sends people there who ask for none.</summary>
    internal static void MapDocs(this IEndpointRouteBuilder routes)
    {
        routes.MapScalarApiReference(Path, (ScalarOptions options, HttpContext context) => Configure(options, context.Response));
        routes.Map("/", Begin).ExcludeFromDescription();
    }

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

        // The page styles its elements as it goes; no script but its own runs.
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{options.Nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
    }

    private static Task Begin(HttpContext context)
    {
        context.Response.Headers.Vary = "Accept";
        if (AcceptHeader.PrefersHtml(context.Request))
        {
            context.Response.Redirect(Path);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Task.CompletedTask;
    }
}
