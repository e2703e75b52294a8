using ReplayGraph.Conformance.Generation;
using ReplayGraph.Facts;

namespace ReplayGraph.Embedded.Tests;

/// <summary>
/// Facts shaped like those of a web application with Session Replay, as <c>replaygraph generate</c> draws them: each trace has a frontend
/// transaction and some backend ones, and one in three has errors; a replay sees 3 of 10 traces; a segment covers about 4 of those, and a
/// replay has 3 segments.
/// </summary>
internal sealed class ShapedWorkload(int seed, int events)
{
    private readonly Random _random = new(seed);
    private int _event;
    private int _trace;
    private int _seen;
    private List<TraceId> _traces = [];
    private List<EventId> _errors = [];

    /// <summary>The facts of the next traces.</summary>
    internal FactBatch Next(int traces)
    {
        var batch = new FactBatch();
        for (int i = 0; i < traces; i++)
        {
            AddTrace(batch);
        }

        return batch;
    }

    private void AddTrace(FactBatch batch)
    {
        _trace++;
        bool isSeen = _random.NextDouble() < 0.3;
        ReplayId replay = isSeen ? World.Replay((_seen / 12) + 1) : default;
        string page = $"/app/{_random.Next(6)}/:id";
        AddEvent(batch, FactKind.Transaction, "javascript", page, replay);
        for (int i = _random.Next(1, 6); i > 0; i--)
        {
            AddEvent(batch, FactKind.Transaction, "python", $"GET /api/{Skewed(400)}/", default);
        }

        for (int i = _random.NextDouble() < 0.35 ? _random.Next(1, 4) : 0; i > 0; i--)
        {
            bool isBack = _random.NextDouble() < 0.6;
            AddEvent(batch, FactKind.Error, isBack ? "python" : "javascript", page, isBack && _seen % 2 == 0 ? default : replay);
            if (isSeen && !isBack)
            {
                _errors.Add(World.Event(_event));
            }
        }

        if (isSeen)
        {
            _traces.Add(World.Trace(_trace));
            _seen++;
            if (_seen % 4 == 0)
            {
                AddSegment(batch, replay, page);
            }
        }
    }

    private void AddEvent(FactBatch batch, FactKind kind, string platform, string name, ReplayId replay) => batch.Add(new EventFact
    {
        Kind = kind,
        EventId = World.Event(++_event),
        ProjectId = new(platform == "python" ? _random.Next(2, 5) : 1),
        Timestamp = new(World.Now.Milliseconds - 1_000_000 + _event),
        TraceId = World.Trace(_trace),
        Transaction = (Text)name,
        Platform = (Text)platform,
        IssueId = kind == FactKind.Error ? new(4_000_000_000 + (17 * Skewed(events / 200))) : default,
        DurationMs = kind == FactKind.Error ? 0 : (uint)_random.Next(2000),
        ReplayId = replay,
    });

    private void AddSegment(FactBatch batch, ReplayId replay, string page)
    {
        batch.Add(new SegmentFact
        {
            ReplayId = replay,
            ProjectId = new(1),
            SegmentId = (_seen / 4) % 3,
            Timestamp = World.Now,
            ReplayStart = World.At(-1),
            TraceIds = [.. _traces],
            ErrorIds = [.. _errors],
            Urls = [(Text)page],
        });
        (_traces, _errors) = ([], []);
    }

    // Few groups are very large.
    private int Skewed(int count) => (int)(count * Math.Pow(_random.NextDouble(), 4));
}
