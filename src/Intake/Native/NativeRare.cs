using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Native;

/// <summary>
/// Reads the rare kinds: links, merges and deletions. They share one set of fields; <c>from</c> is a list for a merge and a single issue
/// for an unmerge. A line with an empty list is accepted and stores nothing.
/// </summary>
internal static class NativeRare
{
    internal static bool Read(ref NativeLine line, FactBatch into)
    {
        Fields fields = default;
        while (line.Next(out NativeField field))
        {
            if (!Read(ref line, field, ref fields))
            {
                return false;
            }
        }

        NativeField missing = Missing(line.Kind, fields);
        if (missing != NativeField.Unknown)
        {
            return line.Missing(missing);
        }

        Add(line.Kind, fields, into);
        return true;
    }

    private static bool Read(ref NativeLine line, NativeField field, ref Fields fields) => (line.Kind, field) switch
    {
        (_, NativeField.ProjectId) => line.Project(out fields.Project),
        (_, NativeField.Timestamp) => line.Time(out fields.Time),
        (FactKind.EventLink or FactKind.ReplayDelete, NativeField.ReplayId) => line.Replay(out fields.Replay),
        (FactKind.EventLink, NativeField.EventId) => line.Event(out fields.Event),
        (FactKind.EventLink, NativeField.Level) => line.Level(out fields.Level),
        (FactKind.IssueUnmerge, NativeField.From) => line.Issue(out fields.From),
        (FactKind.IssueMerge, NativeField.From) or (FactKind.IssueDelete, NativeField.Issues) =>
            line.List(static (ref l, out id) => l.Issue(out id), out fields.Issues),
        (FactKind.IssueMerge or FactKind.IssueUnmerge or FactKind.EventMove, NativeField.Into) => line.Issue(out fields.Into),
        (FactKind.IssueUnmerge, NativeField.Hashes) => line.List(static (ref l, out hash) => l.Hash(out hash), out fields.Hashes),
        (FactKind.EventDelete or FactKind.EventMove, NativeField.EventIds) =>
            line.List(static (ref l, out id) => l.Event(out id), out fields.Events),
        (FactKind.EventDelete, NativeField.PrimaryHash) => line.Hash(out fields.Hash),
        _ => line.Other(field),
    };

    private static NativeField Missing(FactKind kind, in Fields f)
    {
        NativeField own = kind switch
        {
            FactKind.EventLink => f.Replay.IsNone ? NativeField.ReplayId : f.Event.IsNone ? NativeField.EventId : default,
            FactKind.IssueMerge => f.Issues is null ? NativeField.From : f.Into.IsNone ? NativeField.Into : default,
            FactKind.IssueUnmerge => f.From.IsNone ? NativeField.From
                : f.Into.IsNone ? NativeField.Into
                : f.Hashes is null ? NativeField.Hashes : default,
            FactKind.IssueDelete => f.Issues is null ? NativeField.Issues : default,
            FactKind.EventDelete => f.Events is null ? NativeField.EventIds : default,
            FactKind.EventMove => f.Events is null ? NativeField.EventIds : f.Into.IsNone ? NativeField.Into : default,
            _ => f.Replay.IsNone ? NativeField.ReplayId : default,
        };
        return own != default ? own
            : f.Project.IsNone && kind != FactKind.ReplayDelete ? NativeField.ProjectId
            : f.Time == default ? NativeField.Timestamp : default;
    }

    private static void Add(FactKind kind, in Fields f, FactBatch into)
    {
        switch (kind)
        {
            case FactKind.EventLink:
                into.Add(new EventLinkFact(f.Replay, f.Event, f.Project, f.Time, f.Level));
                break;
            case FactKind.ReplayDelete:
                into.Add(new ReplayDeleteFact(f.Replay, f.Project, f.Time));
                break;
            case FactKind.IssueMerge when f.Issues!.Length > 0:
                into.Add(new IssueMergeFact(f.Project, f.Issues, f.Into, f.Time));
                break;
            case FactKind.IssueUnmerge when f.Hashes!.Length > 0:
                into.Add(new IssueUnmergeFact(f.Project, f.From, f.Into, f.Hashes, f.Time));
                break;
            case FactKind.IssueDelete when f.Issues!.Length > 0:
                into.Add(new IssueDeleteFact(f.Project, f.Issues, f.Time));
                break;
            case FactKind.EventDelete when f.Events!.Length > 0:
                into.Add(new EventDeleteFact(f.Project, f.Events, f.Time, f.Hash));
                break;
            case FactKind.EventMove when f.Events!.Length > 0:
                into.Add(new EventMoveFact(f.Project, f.Events, f.Into, f.Time));
                break;
        }
    }

    private struct Fields
    {
        internal ProjectId Project;
        internal Timestamp Time;
        internal ReplayId Replay;
        internal EventId Event;
        internal Level Level;
        internal IssueId From;
        internal IssueId Into;
        internal IssueId[]? Issues;
        internal EventId[]? Events;
        internal UInt128[]? Hashes;
        internal UInt128 Hash;
    }
}
