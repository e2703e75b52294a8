using System.Globalization;
using System.Net.ServerSentEvents;

namespace ReplayGraph.Api.Live;

/// <summary>The data of a heartbeat, and of the request to reload.</summary>
/// <param name="Total">The number of replays; absent for a project.</param>
public sealed record LiveAnswer(int? Total);

/// <summary>The events that show a state. All subscribers of a watch share them.</summary>
internal sealed class LiveEvents(LiveState state)
{
    private readonly string _id = state.Id.ToString();
    private readonly string _data = state.Total is { } total
        ? string.Create(CultureInfo.InvariantCulture, $$"""{"total":{{total}}}""")
        : "{}";

    /// <summary>Shows that the graph was just read, and that there is nothing else.</summary>
    internal SseItem<string> Heartbeat => new(_data, "heartbeat") { EventId = _id };

    /// <summary>Asks the client to read the whole answer.</summary>
    internal SseItem<string> Reload => new(_data, "reload") { EventId = _id };

    /// <summary>The first events of a client.</summary>
    internal SseItem<string>[] First(string? lastEventId) => lastEventId is null
        ? [Heartbeat]
        : Of(LiveId.TryParse(lastEventId, out LiveId id) ? state.Since(id) : null) is { Length: > 0 } events ? events : [Heartbeat];

    /// <summary>The events after another state; none if nothing has changed.</summary>
    internal SseItem<string>[] After(LiveState before) => ReferenceEquals(state, before) ? [] : Of(state.Since(before));

    // Oldest first. Only the last has the id: a client that gets no further resumes before the first.
    private SseItem<string>[] Of(List<int>? indexes)
    {
        if (indexes is null)
        {
            return [Reload];
        }

        var events = new SseItem<string>[indexes.Count];
        for (int i = 0; i < events.Length; i++)
        {
            events[i] = new(state.Json(indexes[^(i + 1)]), "replay") { EventId = i == events.Length - 1 ? _id : null };
        }

        return events;
    }
}
