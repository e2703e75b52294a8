using System.Text.Json;

namespace ReplayGraph.Cli.Comparing;

/// <summary>One entry of an answers file: a key and its expected replays.</summary>
internal readonly record struct ExpectedAnswer(NodeKey Key, HashSet<ReplayId> Replays);

/// <summary>
/// Streams an answers file, <c>{"issues":{id:[replay_id,..]},"transactions":{..},"traces":{..},"events":{..}}</c>, which need not fit into
/// memory.
/// </summary>
internal sealed class AnswersFile(Stream file)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _length;
    private bool _atEnd;
    private JsonReaderState _state;
    private string? _list;
    private string? _key;
    private HashSet<ReplayId>? _replays;

    /// <summary>The answers, in the order of the file.</summary>
    /// <exception cref="FormatException">The file is not an answers file; the message has the position.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal IEnumerable<ExpectedAnswer> Read()
    {
        var found = new List<ExpectedAnswer>();
        long before = 0;
        while (!_atEnd)
        {
            Fill();
            found.Clear();
            before += Parse(found, before);
            foreach (ExpectedAnswer answer in found)
            {
                yield return answer;
            }
        }
    }

    private void Fill()
    {
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, _length * 2);
        }

        int read = file.Read(_buffer.AsSpan(_length));
        _length += read;
        _atEnd = read == 0;
    }

    private long Parse(List<ExpectedAnswer> into, long before)
    {
        var json = new Utf8JsonReader(_buffer.AsSpan(0, _length), _atEnd, _state);
        try
        {
            while (json.Read())
            {
                Take(ref json, into);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new FormatException($"byte {before + json.BytesConsumed}: {e.Message}", e);
        }

        long consumed = json.BytesConsumed;
        _state = json.CurrentState;
        _length -= (int)consumed;
        _buffer.AsSpan((int)consumed, _length).CopyTo(_buffer);
        return consumed;
    }

    private void Take(ref Utf8JsonReader json, List<ExpectedAnswer> into)
    {
        switch (json.TokenType, json.CurrentDepth)
        {
            case (JsonTokenType.PropertyName, 1):
                _list = json.GetString();
                break;
            case (JsonTokenType.PropertyName, 2):
                _key = json.GetString();
                break;
            case (JsonTokenType.StartArray, 2):
                _replays = [];
                break;
            case (JsonTokenType.String, 3):
                _replays!.Add(ReplayId.Parse(json.GetString()!));
                break;
            case (JsonTokenType.EndArray, 2):
                into.Add(new(KeyOf(_list!, _key!), _replays!));
                break;
            case (JsonTokenType.StartObject or JsonTokenType.EndObject, 0 or 1):
                break;
            default:
                throw new FormatException("expected an object of objects of lists of replay ids");
        }
    }

    private static NodeKey KeyOf(string list, string key) => list switch
    {
        "issues" => IssueId.TryParse(key, out IssueId id) ? NodeKey.Of(id) : throw new FormatException($"'{key}' is not an issue id"),
        "transactions" => NodeKey.OfTransaction(key),
        "traces" => NodeKey.Of(TraceId.Parse(key)),
        "events" => NodeKey.Of(EventId.Parse(key)),
        _ => throw new FormatException($"'{list}' is not one of issues, transactions, traces, events"),
    };
}
