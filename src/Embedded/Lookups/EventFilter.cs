using System.Text;
using ReplayGraph.Embedded.Nodes;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Embedded.Lookups;

/// <summary>The part of a filter that selects events, with names turned into their numbers.</summary>
internal sealed class EventFilter
{
    private readonly OrganizationNodes _nodes;
    private readonly LinkFilter _filter;
    private readonly HashSet<int>? _environments;
    private readonly long _now;
    private readonly long _retention;
    private readonly long _start;
    private readonly long _end;
    private readonly bool _anyProject;

    internal EventFilter(OrganizationNodes nodes, LinkFilter filter, Timestamp now)
    {
        (_nodes, _filter, _now) = (nodes, filter, now.Milliseconds);
        _retention = (long)nodes.Retention.TotalMilliseconds;
        (_start, _end) = (filter.Window.Start.Milliseconds, filter.Window.End.Milliseconds);
        _anyProject = filter.Projects is null && filter.Visible is null;
        _environments = filter.Environments?
            .Select(name => name.Length == 0 ? 0 : nodes.Names.Find(Encoding.UTF8.GetBytes(name))?.Index ?? -1).ToHashSet();
    }

    /// <summary>When the first of the entries that passed expires, in ms.</summary>
    internal long FirstExpiry { get; private set; } = long.MaxValue;

    /// <summary>True if entries do not tell whether they pass: their rows must be read.</summary>
    internal bool NeedsRows => _filter.Where is not null;

    /// <summary>Whether an entry passes, as far as entries tell.</summary>
    internal bool Passes(in LinkEntry entry) =>
        (entry.Evidence & _filter.Evidence) != 0
        && entry.Time >= _start && entry.Time < _end
        && IsKept(entry)
        && (_anyProject || Passes(_nodes.ProjectOf(entry.Project)))
        && (_environments is null || _environments.Contains(entry.Environment));

    /// <summary>Whether an observation passes.</summary>
    internal bool Passes(ref Observation o, IssueId issue)
    {
        if (!_filter.Window.Holds(o.Timestamp) || _nodes.ExpiryOf(o.Timestamp, o.RetentionDays).Milliseconds <= _now
            || !Passes(o.ProjectId) || (_environments is not null && !_environments.Contains(o.Environment?.Index ?? 0)))
        {
            return false;
        }

        if (_filter.Where is null)
        {
            return true;
        }

        o.ReplayId = o.Replay.IsNone ? default : _nodes.Replay(o.Replay.Index).State.Id;
        return _filter.Where.Matches(o, issue);
    }

    private bool Passes(ProjectId project) =>
        (_filter.Projects is null || _filter.Projects.Contains(project)) && (_filter.Visible is null || _filter.Visible.Contains(project));

    private bool IsKept(in LinkEntry entry)
    {
        long expiry = entry.Time + _retention;
        if (entry.HasOwnRetention)
        {
            expiry = _nodes.TryRead(entry.Row, out Observation o, out _) ? _nodes.ExpiryOf(o.Timestamp, o.RetentionDays).Milliseconds : 0;
        }

        if (expiry <= _now)
        {
            return false;
        }

        FirstExpiry = Math.Min(FirstExpiry, expiry);
        return true;
    }
}
