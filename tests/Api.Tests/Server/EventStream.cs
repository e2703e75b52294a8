using System.Net;
using System.Net.ServerSentEvents;

namespace ReplayGraph.Api.Tests.Server;

/// <summary>A stream of server-sent events, read one by one.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly HttpResponseMessage _answer;
    private readonly CancellationTokenSource _cancel = new();
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private EventStream(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _events = SseParser.Create(body).EnumerateAsync(_cancel.Token).GetAsyncEnumerator();
    }

    internal HttpResponseMessage Answer => _answer;

    /// <summary>The id of the last event that had one.</summary>
    internal string LastId { get; private set; } = "";

    internal static async Task<EventStream> OpenAsync(HttpClient client, string path, string? lastId = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(_patience, TimeProvider.System);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    internal async Task<SseItem<string>?> NextAsync()
    {
        if (!await _events.MoveNextAsync().AsTask().WaitAsync(_patience, TimeProvider.System))
        {
            return null;
        }

        LastId = _events.Current.EventId ?? LastId;
        return _events.Current;
    }

    /// <summary>The next event that is not a heartbeat.</summary>
    internal async Task<SseItem<string>?> NextNewsAsync()
    {
        SseItem<string>? next;
        do
        {
            next = await NextAsync();
        }
        while (next?.EventType == "heartbeat");

        return next;
    }

    /// <summary>Leaves, as a client does that closes its connection.</summary>
    public async ValueTask DisposeAsync()
    {
        // A read that is cancelled closes the connection at once.
        ValueTask<bool> read = _events.MoveNextAsync();
        await _cancel.CancelAsync();
        try
        {
            await read;
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // It has been closed, from here or from there.
        }

        _answer.Dispose();
        _cancel.Dispose();
    }
}
