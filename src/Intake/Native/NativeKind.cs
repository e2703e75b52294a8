using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Native;

internal static class NativeKind
{
    internal const string Names =
        "error, transaction, replay_event, event_link, issue_merge, issue_unmerge, issue_delete, event_delete, event_move or replay_delete";

    internal static bool TryParse(ReadOnlySpan<byte> name, out FactKind kind)
    {
        for (kind = FactKind.Error; kind <= FactKind.ReplayDelete; kind++)
        {
            if (name.SequenceEqual(Name(kind)))
            {
                return true;
            }
        }

        kind = default;
        return false;
    }

    internal static ReadOnlySpan<byte> Name(FactKind kind) => kind switch
    {
        FactKind.Error => "error"u8,
        FactKind.Transaction => "transaction"u8,
        FactKind.Segment => "replay_event"u8,
        FactKind.EventLink => "event_link"u8,
        FactKind.IssueMerge => "issue_merge"u8,
        FactKind.IssueUnmerge => "issue_unmerge"u8,
        FactKind.IssueDelete => "issue_delete"u8,
        FactKind.EventDelete => "event_delete"u8,
        FactKind.EventMove => "event_move"u8,
        FactKind.ReplayDelete => "replay_delete"u8,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
