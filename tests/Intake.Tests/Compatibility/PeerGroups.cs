using System.Text.Json;
using ReplayGraph.Intake.Grouping;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>Issues of events, as peers' tests compare them: by whether two events have the same.</summary>
internal static class PeerGroups
{
    /// <summary>The issue of an event, of which the fields are given.</summary>
    internal static IssueId IssueOf(string fields)
    {
        using var document = JsonDocument.Parse($"{{{fields}}}");
        return StandAloneGrouping.Of(document.RootElement, new(7)).IssueId;
    }
}
