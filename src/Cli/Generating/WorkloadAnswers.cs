using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ReplayGraph.Cli.Generating;

/// <summary>The links of a workload, collected while it is made: what any store of its facts must answer.</summary>
public sealed class WorkloadAnswers
{
    private const int FlushEvery = 1 << 16;

    private readonly Dictionary<int, HashSet<UInt128>> _issues = [];
    private readonly Dictionary<byte[], HashSet<UInt128>> _transactions = [];
    private readonly List<(UInt128 Trace, UInt128 Replay)> _traces = [];
    private readonly List<(UInt128 Event, UInt128 Replay)> _events = [];

    /// <summary>
    /// Writes the answers: <c>{"issues":{id:[replay_id,..]},"transactions":{..},"traces":{..},"events":{..}}</c>. A replay counts once a
    /// segment of it has arrived; keys without a link are absent.
    /// </summary>
    public void WriteTo(Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        Write(json, "issues", _issues.Select(one => (IssueId(one.Key).ToString(CultureInfo.InvariantCulture), one.Value)));
        Write(json, "transactions", _transactions.Select(one => (Encoding.UTF8.GetString(one.Key), one.Value)));
        Write(json, "traces", _traces);
        Write(json, "events", _events);
        json.WriteEndObject();
    }

    /// <summary>The id of an issue of any workload; those with lower indexes have more events.</summary>
    public static long IssueId(int index) => 4_000_000_000 + 17L * index;

    // Names are compared by reference: the workload has one array for each.
    internal void Add(UInt128 eventId, UInt128 trace, byte[] name, int issue, UInt128 replay)
    {
        _events.Add((eventId, replay));
        if (_traces.Count == 0 || _traces[^1].Trace != trace)
        {
            _traces.Add((trace, replay));
        }

        (CollectionsMarshal.GetValueRefOrAddDefault(_transactions, name, out _) ??= []).Add(replay);
        if (issue >= 0)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_issues, issue, out _) ??= []).Add(replay);
        }
    }

    private static void Write(Utf8JsonWriter json, string kind, IEnumerable<(string Key, HashSet<UInt128> Replays)> links)
    {
        json.WriteStartObject(kind);
        foreach ((string key, HashSet<UInt128> replays) in links)
        {
            json.WriteStartArray(key);
            foreach (UInt128 replay in replays.Order())
            {
                json.WriteStringValue(Text(replay));
            }

            json.WriteEndArray();
            FlushIfFull(json);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string kind, List<(UInt128 Key, UInt128 Replay)> links)
    {
        json.WriteStartObject(kind);
        foreach ((UInt128 key, UInt128 replay) in links)
        {
            json.WriteStartArray(Text(key));
            json.WriteStringValue(Text(replay));
            json.WriteEndArray();
            FlushIfFull(json);
        }

        json.WriteEndObject();
    }

    private static string Text(UInt128 id) => new EventId(id).ToString();

    private static void FlushIfFull(Utf8JsonWriter json)
    {
        if (json.BytesPending > FlushEvery)
        {
            json.Flush();
        }
    }
}
