using System.Text.Json;

namespace ReplayGraph.Api.Problems;

/// <summary>An error as it is answered: <c>application/problem+json</c> (RFC 9457), or Sentry's form on Sentry-compatible routes.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind of error.</param>
/// <param name="Detail">What is wrong in this request.</param>
public sealed record Problem(int Status, string Title, string Detail)
{
    /// <summary>The invalid parameter, field or header; null if none is.</summary>
    public string? Parameter { get; init; }

    /// <summary>Seconds after which a retry may succeed; 0: a retry does not help.</summary>
    public int RetryAfter { get; init; }

    /// <summary>The header <c>WWW-Authenticate</c> of a 401.</summary>
    public string? Challenge { get; init; }

    /// <summary>The rejected lines of a body of lines.</summary>
    public IReadOnlyList<RefusedLine>? Refused { get; init; }

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

    /// <summary>A 503 that is worth a retry.</summary>
    public static Problem Unavailable(string detail, int retryAfter = 1) =>
        new(503, "Unavailable", detail) { RetryAfter = retryAfter };

    /// <summary>Writes it as the answer.</summary>
    public Task WriteAsync(HttpContext context)
    {
        HttpResponse response = Begin(context);
        response.ContentType = "application/problem+json";
        var body = new ProblemBody("about:blank", Title, Status, Detail, Parameter, Refused);
        return WriteAsync(response, JsonSerializer.SerializeToUtf8Bytes(body, ProblemJson.Plain.ProblemBody));
    }

    /// <summary>Writes it as the answer in Sentry's form: <c>{"detail": "..."}</c>.</summary>
    public Task WriteDetailAsync(HttpContext context)
    {
        HttpResponse response = Begin(context);
        response.ContentType = "application/json";
        return WriteAsync(response, JsonSerializer.SerializeToUtf8Bytes(new DetailBody(Detail), ProblemJson.Plain.DetailBody));
    }

    private static Task WriteAsync(HttpResponse response, byte[] body)
    {
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length, CancellationToken.None);
    }

    /// <summary>Sets the status and the headers.</summary>
    internal HttpResponse Begin(HttpContext context)
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
/// <param name="Type">Always <c>about:blank</c>: the status is the kind.</param>
/// <param name="Title">The kind.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong in this request.</param>
/// <param name="Parameter">The invalid parameter, field or header.</param>
/// <param name="Refused">The rejected lines.</param>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string? Parameter, IReadOnlyList<RefusedLine>? Refused);

/// <summary>The body of an error in Sentry's form.</summary>
/// <param name="Detail">What is wrong.</param>
public sealed record DetailBody(string Detail);
