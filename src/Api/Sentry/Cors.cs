namespace ReplayGraph.Api.Sentry;

/// <summary>Allows pages of any origin to send, for browser SDKs. Source: Relay's CORS middleware.</summary>
internal static class Cors
{
    /// <summary>Allows any page to read an answer, including pages that isolate themselves from other origins.</summary>
    internal static void Allow(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "x-sentry-error, x-sentry-rate-limits, retry-after";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    internal static Task PreflightAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        Allow(context.Response);
        headers.AccessControlAllowMethods = "POST";
        headers.AccessControlAllowHeaders = "x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, content-type, "
            + "authentication, authorization, content-encoding, transfer-encoding";
        headers.AccessControlMaxAge = "3600";
        headers.Allow = "OPTIONS, POST";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
