using System.Text;

namespace ReplayGraph.Cli.Generating;

/// <summary>
/// A reproducible workload modelled on a web product with Session Replay. Each trace has a browser transaction and a few of the back end;
/// some also have errors on either side. A replay shows about 3 in 10 traces. Replays arrive in segments, before some of their events and
/// after others; 7 % never arrive. Issues and transaction names are Zipf-distributed, so a few nodes are very large.
/// </summary>
/// <remarks>
/// The browser's transaction carries the id of the replay that shows it. So the other events of its trace are linked with that replay, even
/// if it lists no traces.
/// </remarks>
public sealed class Workload
{
    internal const int Browser = 1;

    private static readonly int[] _backEnds = [2, 3, 4];
    private static readonly int[] _errorCounts = [1, 1, 1, 2, 4];
    private static readonly string[] _verbs = ["GET", "POST", "PUT"];
    private static readonly string[] _areas = ["users", "orders", "carts", "search", "files"];
    private static readonly string[] _views = ["home", "cart", "search", "profile", "admin", "report"];

    private readonly WorkloadOptions _options;
    private readonly Dice _dice;
    private readonly Zipf _issues;
    private readonly Zipf _names;
    private readonly byte[][] _nameTexts;
    private readonly byte[][] _pages;
    private readonly Session[] _sessions;
    private readonly Arrivals _arrivals = new();
    private readonly FactLines _lines;
    private readonly WorkloadAnswers? _answers;
    private readonly List<UInt128> _listed = [];
    private readonly SortedDictionary<int, Recording> _recordings = [];
    private long _made;
    private double _now;

    private Workload(WorkloadOptions options, Stream to, WorkloadAnswers? answers)
    {
        (_options, _answers, _dice, _lines) = (options, answers, new Dice(options.Seed), new FactLines(to, options.IsTitled));
        long traces = Math.Max(1, options.Events / 5);
        _issues = new(options.Issues, 1.05);
        int names = (int)Math.Clamp(options.Events / 500, 10, 500);
        _names = new(names, 1.1);
        _nameTexts = [.. Enumerable.Range(0, names)
            .Select(k => Encoding.UTF8.GetBytes($"{_dice.Of<string>(_verbs)} /api/{_dice.Of<string>(_areas)}/{k}/"))];
        _pages = [.. _views.Select(view => Encoding.UTF8.GetBytes($"/app/{view}/:id"))];
        _sessions = new Session[Math.Max(1, traces / 12)];

        // Dice of their own: the facts of a seed differ by what they list, and by nothing else.
        var untraced = new Dice(options.Seed + 1);
        for (int i = 0; i < _sessions.Length; i++)
        {
            _sessions[i] = new()
            {
                Id = _dice.Id(),
                IsTagged = _dice.Chance(0.5),
                IsFlushed = _dice.Chance(0.93),
                IsTraced = !untraced.Chance(options.Untraced),
            };
        }
    }

    /// <summary>Writes the workload as native lines, in order of arrival.</summary>
    /// <param name="options">The workload.</param>
    /// <param name="to">Receives the lines.</param>
    /// <param name="answers">Receives the expected links, or null.</param>
    /// <param name="cancel">Stops writing.</param>
    public static void Write(WorkloadOptions options, Stream to, WorkloadAnswers? answers, CancellationToken cancel = default) =>
        new Workload(options, to, answers).Run(cancel);

    private void Run(CancellationToken cancel)
    {
        while (_made < _options.Events)
        {
            cancel.ThrowIfCancellationRequested();
            _now += _dice.Exponential(5 / WorkloadOptions.Rate);
            MakeTrace();
            Drain(_now - 1);
        }

        foreach ((int index, Recording recording) in _recordings)
        {
            Send(_now + 30, _now, ref _sessions[index], recording, _pages[0]);
        }

        Drain(double.PositiveInfinity);
        _lines.Flush();
    }

    private void MakeTrace()
    {
        UInt128 trace = _dice.Id();
        int session = _dice.Chance(0.3) ? DrawSession() : -1;
        UInt128 replay = session < 0 ? default : _sessions[session].Id;
        byte[] page = _dice.Of<byte[]>(_pages);
        _listed.Clear();
        MakeEvent(trace, session, Browser, page, issue: -1, replay);
        for (int n = 1 + _dice.Below(5); n > 0; n--)
        {
            MakeEvent(trace, session, _dice.Of<int>(_backEnds), _nameTexts[_names.Draw(_dice)], issue: -1, carried: default);
        }

        for (int n = _dice.Chance(0.35) ? _dice.Of<int>(_errorCounts) : 0; n > 0; n--)
        {
            bool isBackEnd = _dice.Chance(0.6);
            MakeEvent(
                trace,
                session,
                isBackEnd ? _dice.Of<int>(_backEnds) : Browser,
                isBackEnd ? _nameTexts[_names.Draw(_dice)] : page,
                _issues.Draw(_dice),
                session >= 0 && (!isBackEnd || _sessions[session].IsTagged) ? replay : default);
        }

        if (session >= 0)
        {
            Record(session, trace, page);
        }
    }

    // Sessions are local in time: a window of replays in progress slides over all of them.
    private int DrawSession()
    {
        int middle = (int)(_now / _options.Span.TotalSeconds * _sessions.Length);
        return Math.Clamp(middle + _dice.Below(81) - 40, 0, _sessions.Length - 1);
    }

    private void MakeEvent(UInt128 trace, int session, int project, byte[] name, int issue, UInt128 carried)
    {
        UInt128 id = _dice.Id();
        double at = _now + _dice.Unit() * 2;
        bool isError = issue >= 0;
        _arrivals.Send(at + _dice.Exponential(1.5), new()
        {
            IsError = isError,
            Project = project,
            Milliseconds = Time(at),
            EventId = id,
            TraceId = trace,
            Name = name,
            Issue = isError ? WorkloadAnswers.IssueId(issue) : 0,
            DurationMs = isError ? 0 : (int)_dice.LogNormal(5, 1),
            ReplayId = carried,
        });
        _made++;
        if (isError && project == Browser && session >= 0)
        {
            _listed.Add(id);
        }

        if (session >= 0 && _sessions[session].IsFlushed)
        {
            _answers?.Add(id, trace, name, issue, _sessions[session].Id);
        }
    }

    private void Record(int index, UInt128 trace, byte[] page)
    {
        ref Session session = ref _sessions[index];
        session.Start ??= _now;
        if (!session.IsFlushed)
        {
            return;
        }

        if (!_recordings.TryGetValue(index, out Recording? recording))
        {
            _recordings[index] = recording = new(_now);
        }

        recording.Traces.Add(trace);
        recording.Errors.AddRange(_listed);
        if (recording.Traces.Count >= 4 || _now - recording.Since > 5)
        {
            _recordings.Remove(index);
            Send(_now + 0.5 + _dice.Unit() * 19.5, _now, ref session, recording, page);
        }
    }

    private void Send(double arrival, double at, ref Session session, Recording recording, byte[] page)
    {
        (recording.Number, recording.ReplayStart) = (session.Segments++, Time(session.Start ?? at));
        if (!session.IsTraced)
        {
            recording.Traces.Clear();
        }

        _arrivals.Send(arrival, new()
        {
            Project = Browser,
            Milliseconds = Time(at),
            Name = page,
            ReplayId = session.Id,
            Segment = recording,
        });
    }

    private void Drain(double until)
    {
        while (_arrivals.TryTake(until, out ScheduledFact fact))
        {
            _lines.Write(fact);
        }
    }

    private long Time(double seconds) => _options.Start.Milliseconds + (long)Math.Round(seconds * 1000);

    private struct Session
    {
        internal UInt128 Id;
        internal bool IsTagged;
        internal bool IsFlushed;
        internal bool IsTraced;
        internal int Segments;
        internal double? Start;
    }
}
