using System.Buffers;
using System.Net.Http.Headers;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Native;

namespace ReplayGraph.Browser.Tests.Programs;

/// <summary>Facts as a body that the programs take.</summary>
internal sealed class FactBody
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly NativeLines _lines;

    internal FactBody() => _lines = new(_bytes);

    internal void Add(in EventFact fact) => _lines.Visit(fact);

    internal void Add(in SegmentFact fact) => _lines.Visit(fact);

    internal void Add(in ReplayDeleteFact fact) => _lines.Visit(fact);

    /// <summary>Sends them, and waits until lookups see them.</summary>
    internal async Task SendAsync(HttpClient to, string organization, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{organization}/facts");
        request.Headers.Authorization = new("Bearer", token);
        request.Content = new ByteArrayContent(_bytes.WrittenSpan.ToArray());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using HttpResponseMessage answer = await to.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode && text.Contains("\"refused\":[]", StringComparison.Ordinal), text);
    }
}
