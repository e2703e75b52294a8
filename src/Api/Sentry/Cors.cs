namespace ReplayGraph.Api.Sentry;

/// <summary>Lets pages of any origin send, as browser SDKs do. Source: Relay's middleware of that name.</summary>
internal static class Cors
{
    /// <summary>Says on an answer that any page may read it, one that isolates itself from other origins too.</summary>
    internal static void Allow(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "x-sentry-error, x-sentry-rate-limits, retry-after";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    /// <summary>Answers the question that a browser asks before it sends.</summary>
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
