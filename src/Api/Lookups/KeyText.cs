using ReplayGraph.Api.Problems;
using ReplayGraph.Facts;

namespace ReplayGraph.Api.Lookups;

/// <summary>Reads the text of node keys.</summary>
internal static class KeyText
{
    /// <summary>Reads a key of a kind; false and what is expected if it is not valid.</summary>
    internal static bool TryParse(NodeKind kind, string text, out NodeKey key, out string error)
    {
        key = default;
        error = "";
        switch (kind)
        {
            case NodeKind.Issue when IssueId.TryParse(text, out IssueId issue):
                key = NodeKey.Of(issue);
                return true;
            case NodeKind.Trace when TraceId.TryParse(text, out TraceId trace):
                key = NodeKey.Of(trace);
                return true;
            case NodeKind.Event when EventId.TryParse(text, out EventId id):
                key = NodeKey.Of(id);
                return true;
            case NodeKind.Replay when ReplayId.TryParse(text, out ReplayId replay):
                key = NodeKey.Of(replay);
                return true;
            case NodeKind.Transaction when text.Length is > 0 and <= Limits.TextBytes:
                key = NodeKey.OfTransaction(text);
                return true;
            case NodeKind.Issue:
                error = $"'{Excerpt.Of(text)}' is not a valid issue; expected a positive integer";
                return false;
            case NodeKind.Transaction:
                error = $"a transaction name must have 1 to {Limits.TextBytes} characters, but has {text.Length}";
                return false;
            default:
                error = $"'{Excerpt.Of(text)}' is not a valid id; expected 32 hex digits, not all zero";
                return false;
        }
    }
}
