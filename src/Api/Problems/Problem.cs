using System.Text.Json;
using ReplayGraph.Api.Json;

namespace ReplayGraph.Api.Problems;

/// <summary>An error as it is answered: <c>application/problem+json</c> (RFC 9457), but where the route speaks Sentry's words.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind of error, the same for all of its kind.</param>
/// <param name="Detail">What is wrong this time, and where.</param>
public sealed record Problem(int Status, string Title, string Detail)
{
    /// <summary>The parameter, field or header that is wrong; null if it is none.</summary>
    public string? Parameter { get; init; }

    /// <summary>Seconds after which the same request may succeed; 0: never by waiting.</summary>
    public int RetryAfter { get; init; }

    /// <summary>What a 401 asks for.</summary>
    public string? Challenge { get; init; }

    /// <summary>The lines that were refused, where the body was one of lines.</summary>
    public IReadOnlyList<Facts.RefusedLine>? Refused { get; init; }

    /// <summary>A 400.</summary>
    public static Problem BadRequest(string detail, string? parameter = null) => new(400, "Bad request", detail) { Parameter = parameter };

    /// <summary>A 404.</summary>
    public static Problem NotFound(string detail) => new(404, "Not found", detail);

    /// <summary>A 403.</summary>
    public static Problem Forbidden(string detail) => new(403, "Forbidden", detail);

    /// <summary>A 413.</summary>
    public static Problem TooLarge(string detail) => new(413, "Too large", detail);

    /// <summary>A 415.</summary>
    public static Problem Unsupported(string detail) => new(415, "Unsupported media type", detail);

    /// <summary>A 503 that may go away.</summary>
    public static Problem Unavailable(string detail, int retryAfter = 1) =>
        new(503, "Unavailable", detail) { RetryAfter = retryAfter };

    /// <summary>Answers it.</summary>
    public Task WriteAsync(HttpContext context)
    {
        HttpResponse response = Begin(context);
        response.ContentType = "application/problem+json";
        var body = new ProblemBody("about:blank", Title, Status, Detail, Parameter, Refused);
        return WriteAsync(response, JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Plain.ProblemBody));
    }

    /// <summary>Answers it in Sentry's form: <c>{"detail": "..."}</c>.</summary>
    public Task WriteDetailAsync(HttpContext context)
    {
        HttpResponse response = Begin(context);
        response.ContentType = "application/json";
        return WriteAsync(response, JsonSerializer.SerializeToUtf8Bytes(new DetailBody(Detail), ApiJson.Plain.DetailBody));
    }

    private static Task WriteAsync(HttpResponse response, byte[] body)
    {
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length, CancellationToken.None);
    }

    private HttpResponse Begin(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.StatusCode = Status;
        if (RetryAfter > 0)
        {
            response.Headers.RetryAfter = RetryAfter.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (Challenge is not null)
        {
            response.Headers.WWWAuthenticate = Challenge;
        }

        return response;
    }
}

/// <summary>The body of a problem.</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says the kind.</param>
/// <param name="Title">The kind.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong this time.</param>
/// <param name="Parameter">The parameter or field that is wrong.</param>
/// <param name="Refused">Refused lines.</param>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string? Parameter, IReadOnlyList<Facts.RefusedLine>? Refused);

/// <summary>The body of an error in Sentry's form.</summary>
/// <param name="Detail">What is wrong.</param>
public sealed record DetailBody(string Detail);
