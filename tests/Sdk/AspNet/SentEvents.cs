using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ReplayGraph.AspNet;

/// <summary>Writes down which events were sent, and what was answered, in a line each.</summary>
internal sealed class SentEvents(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        string text = await TextAsync(body, request.Content.Headers, cancellationToken);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        string[] lines = text.Split('\n');
        using JsonDocument header = JsonDocument.Parse(lines[0]);
        using JsonDocument item = JsonDocument.Parse(lines[1]);
        string type = item.RootElement.GetProperty("type").GetString()!;
        if (header.RootElement.TryGetProperty("event_id", out JsonElement id))
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                event_id = id.GetString(),
                type = type == "event" ? "error" : type,
                status = (int)response.StatusCode,
            }));
        }

        return response;
    }

    private static async Task<string> TextAsync(byte[] body, HttpContentHeaders headers, CancellationToken cancel)
    {
        Stream bytes = new MemoryStream(body);
        using var reader = new StreamReader(
            headers.ContentEncoding.Contains("gzip") ? new GZipStream(bytes, CompressionMode.Decompress) : bytes);
        return await reader.ReadToEndAsync(cancel);
    }
}
