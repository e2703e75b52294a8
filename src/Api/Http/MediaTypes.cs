using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.Http;

/// <summary>Which media types are understood.</summary>
internal static class MediaTypes
{
    /// <summary>One JSON object.</summary>
    internal static readonly string[] Json = ["application/json"];

    /// <summary>Lines of JSON.</summary>
    internal static readonly string[] Lines = ["application/x-ndjson", "application/ndjson", "application/json", "text/plain"];

    /// <summary>A 415, if the request names a type that is none of them. To name none is fine.</summary>
    internal static Problem? Check(HttpRequest request, string[] understood)
    {
        ReadOnlySpan<char> type = request.ContentType;
        int parameters = type.IndexOf(';');
        type = (parameters < 0 ? type : type[..parameters]).Trim();
        if (type.IsEmpty)
        {
            return null;
        }

        foreach (string one in understood)
        {
            if (type.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        string shown = Parameters.Parameters.Shown(type.ToString());
        return Problem.Unsupported($"Content-Type '{shown}' is not understood here; send {string.Join(", ", understood)}.");
    }
}
