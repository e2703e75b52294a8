using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Http;

/// <summary>The media types that calls accept.</summary>
internal static class MediaTypes
{
    /// <summary>One JSON object.</summary>
    internal static readonly string[] Json = ["application/json"];

    /// <summary>Lines of JSON.</summary>
    internal static readonly string[] Lines = ["application/x-ndjson", "application/ndjson", "application/json", "text/plain"];

    /// <summary>A 415 if the request has another Content-Type; null if it has one of these, or none.</summary>
    internal static Problem? Check(HttpRequest request, string[] accepted)
    {
        ReadOnlySpan<char> type = request.ContentType;
        int parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        if (type.IsEmpty)
        {
            return null;
        }

        foreach (string one in accepted)
        {
            if (type.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        string shown = Excerpt.Of(type.ToString());
        return Problem.Unsupported($"Unsupported Content-Type '{shown}'. Send {string.Join(", ", accepted)}.");
    }
}
