using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ReplayGraph.Explorer.Embeds;

/// <summary>
/// The web component, one file, at an address that stays: pages of other sites name it. It holds no data, so every page may load it.
/// </summary>
internal static class EmbedScript
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        using Stream resource = typeof(EmbedScript).Assembly.GetManifestResourceStream("embed.js")!;
        byte[] script = new byte[resource.Length];
        resource.ReadExactly(script);
        routes.MapGet("/embed.js", context => WriteAsync(context, script)).ExcludeFromDescription();
    }

    private static Task WriteAsync(HttpContext context, byte[] script)
    {
        HttpResponse response = context.Response;
        response.ContentType = "text/javascript; charset=utf-8";
        response.ContentLength = script.Length;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        response.Headers.CacheControl = "public, max-age=3600";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.Body.WriteAsync(script, 0, script.Length, context.RequestAborted);
    }
}
