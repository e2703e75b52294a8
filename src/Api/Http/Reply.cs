using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ReplayGraph.Api.Http;

/// <summary>Answers JSON.</summary>
internal static class Reply
{
    /// <summary>The media type of answers.</summary>
    internal const string MediaType = "application/json";

    /// <summary>Answers a value.</summary>
    internal static Task JsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = MediaType;
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    /// <summary>Answers text.</summary>
    internal static Task TextAsync(HttpContext context, string text, string mediaType)
    {
        context.Response.ContentType = mediaType;
        byte[] body = System.Text.Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }
}
