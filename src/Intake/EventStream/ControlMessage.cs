using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.EventStream;

/// <summary>
/// Reads the messages of the <c>events</c> topic that are not inserts. An empty list of ids is accepted and stores nothing.
/// </summary>
/// <remarks>
/// These are accepted without a fact if their <c>project_id</c> is valid: <c>start_*</c>, which announce an <c>end_*</c>;
/// <c>exclude_groups</c>, which hides issues from Sentry's queries for a while and changes no event; and <c>end_delete_tag</c>, since facts
/// hold no tags. The ranges <c>from_timestamp</c> and <c>to_timestamp</c> of <c>tombstone_events</c> and <c>replace_group</c> are ignored:
/// they only narrow Snuba's search for events that are named by id.
/// </remarks>
internal static class ControlMessage
{
    internal static bool Read(ReadOnlySpan<byte> type, JsonElement body, Timestamp received, MessageFields fields, FactBatch into)
    {
        if (!fields.Project(body, "project_id", out ProjectId project))
        {
            return false;
        }

        // No name has more than 24 letters, so a longer one is unknown without a copy.
        return (type.Length > 32 ? "" : Encoding.UTF8.GetString(type)) switch
        {
            "end_merge" => Merge(project, body, fields, into),
            "end_unmerge" => Unmerge(project, body, fields, into),
            "end_delete_groups" => DeleteIssues(project, body, fields, into),
            "tombstone_events" => DeleteEvents(project, body, received, fields, into),
            "replace_group" => MoveEvents(project, body, received, fields, into),
            "start_merge" or "start_unmerge" or "start_delete_groups" or "start_delete_tag" or "exclude_groups" or "end_delete_tag" => true,
            "end_unmerge_hierarchical" => fields.Fail("type", "end_unmerge_hierarchical is no longer supported"),
            _ => fields.Fail("type", "not a message of the event stream"),
        };
    }

    private static bool Merge(ProjectId project, JsonElement body, MessageFields fields, FactBatch into)
    {
        if (!(fields.Issues(body, "previous_group_ids", out IssueId[]? from)
            && (from is not null || fields.Missing("previous_group_ids"))
            && fields.Issue(body, "new_group_id", zeroIsNone: false, out IssueId issue)
            && CutOff(body, fields, out Timestamp time)))
        {
            return false;
        }

        if (from!.Length > 0)
        {
            into.Add(new IssueMergeFact(project, from, issue, time));
        }

        return true;
    }

    private static bool Unmerge(ProjectId project, JsonElement body, MessageFields fields, FactBatch into)
    {
        if (!(fields.Issue(body, "previous_group_id", zeroIsNone: false, out IssueId from)
            && fields.Issue(body, "new_group_id", zeroIsNone: false, out IssueId issue)
            && fields.Hashes(body, "hashes", out UInt128[]? hashes)
            && (hashes is not null || fields.Missing("hashes"))
            && CutOff(body, fields, out Timestamp time)))
        {
            return false;
        }

        if (hashes!.Length > 0)
        {
            into.Add(new IssueUnmergeFact(project, from, issue, hashes, time));
        }

        return true;
    }

    private static bool DeleteIssues(ProjectId project, JsonElement body, MessageFields fields, FactBatch into)
    {
        if (!(fields.Issues(body, "group_ids", out IssueId[]? issues)
            && (issues is not null || fields.Missing("group_ids"))
            && CutOff(body, fields, out Timestamp time)))
        {
            return false;
        }

        if (issues!.Length > 0)
        {
            into.Add(new IssueDeleteFact(project, issues, time));
        }

        return true;
    }

    private static bool DeleteEvents(ProjectId project, JsonElement body, Timestamp received, MessageFields fields, FactBatch into)
    {
        // Sentry's producer writes false for a deletion without a hash.
        bool isOfAnyHash = body.At("old_primary_hash").ValueKind == JsonValueKind.False;
        if (!(Events(body, fields, out EventId[] ids)
            && fields.Hash(isOfAnyHash ? default : body, "old_primary_hash", out UInt128 hash)
            && fields.Date(body, "datetime", out Timestamp time)))
        {
            return false;
        }

        if (ids.Length > 0)
        {
            into.Add(new EventDeleteFact(project, ids, time == default ? received : time, hash));
        }

        return true;
    }

    private static bool MoveEvents(ProjectId project, JsonElement body, Timestamp received, MessageFields fields, FactBatch into)
    {
        if (!(Events(body, fields, out EventId[] ids)
            && fields.Issue(body, "new_group_id", zeroIsNone: false, out IssueId issue)
            && fields.Date(body, "datetime", out Timestamp time)))
        {
            return false;
        }

        if (ids.Length > 0)
        {
            into.Add(new EventMoveFact(project, ids, issue, time == default ? received : time));
        }

        return true;
    }

    private static bool Events(JsonElement body, MessageFields fields, out EventId[] ids)
    {
        bool ok = fields.Events(body, "event_ids", out EventId[]? found) && (found is not null || fields.Missing("event_ids"));
        ids = found ?? [];
        return ok;
    }

    private static bool CutOff(JsonElement body, MessageFields fields, out Timestamp time) =>
        fields.Date(body, "datetime", out time) && (time != default || fields.Fail("datetime", "missing or not a valid time"));
}
