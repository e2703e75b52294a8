using System.Net;
using System.Text.Json;
using ReplayGraph.Cli.Parsing;
using ReplayGraph.Cli.Running;
using ReplayGraph.Cli.Targets;
using ReplayGraph.Links;
using ReplayGraph.Shared;

namespace ReplayGraph.Cli.Lookups;

/// <summary>Answers lookups from a running server.</summary>
internal sealed class ServerSource(ServerClient server) : ILinkSource
{
    public async ValueTask<LookupResult> LookupAsync(LinkRequest request, CancellationToken cancel)
    {
        byte[] question = Write(request);
        (HttpStatusCode status, byte[] answer) = await server.PostAsync(
            "lookup",
            () =>
            {
                var content = new ByteArrayContent(question);
                content.Headers.ContentType = new("application/json");
                return content;
            },
            cancel,
            abort: cancel);
        if (status != HttpStatusCode.OK)
        {
            throw new UsageException(ServerRefusals.OfQuery(status, answer));
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(answer);
            return LookupJson.Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new CannotUseException($"{server.Server}: the server's answer cannot be read: {e.Message}", e);
        }
    }

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    private static byte[] Write(LinkRequest request)
    {
        using var to = new MemoryStream();
        using (var json = new Utf8JsonWriter(to))
        {
            json.WriteStartObject();
            foreach (IGrouping<NodeKind, NodeKey> keys in request.Keys.GroupBy(key => key.Kind))
            {
                json.WriteStartArray(ApiNames.ListOf(keys.Key));
                foreach (NodeKey key in keys)
                {
                    json.WriteStringValue(key.Id);
                }

                json.WriteEndArray();
            }

            WriteNarrowing(json, request);
            json.WriteEndObject();
        }

        return to.ToArray();
    }

    private static void WriteNarrowing(Utf8JsonWriter json, LinkRequest request)
    {
        if (request.StatsPeriod is not null)
        {
            json.WriteString("statsPeriod", request.StatsPeriod);
        }

        if (request.Start is { } start)
        {
            json.WriteString("start", start.ToString());
        }

        if (request.End is { } end)
        {
            json.WriteString("end", end.ToString());
        }

        if (request.Evidence != Evidence.Any)
        {
            json.WriteString("evidence", string.Join(',', ApiNames.Of(request.Evidence)));
        }

        json.WriteString("fate", string.Join(',', ApiNames.Of(request.Fates)));
        json.WriteString("sort", EnumNames<Sort>.Of(request.Sort));
        json.WriteNumber("limit", request.Limit);
        if (request.Cursor is not null)
        {
            json.WriteString("cursor", request.Cursor);
        }
    }
}
