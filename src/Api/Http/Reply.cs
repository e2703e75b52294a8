using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ReplayGraph.Api.Http;

/// <summary>Writes answers.</summary>
internal static class Reply
{
    /// <summary>The media type of answers.</summary>
    internal const string MediaType = "application/json";

    /// <summary>Writes a value with the JSON options of the application.</summary>
    internal static Task JsonAsync<T>(HttpContext context, T value)
    {
        JsonSerializerOptions json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        context.Response.ContentType = MediaType;
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(value, (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T)));
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }
}
