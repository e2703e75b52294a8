using System.Globalization;
using ReplayGraph.Facts;
using ReplayGraph.Traces;

namespace ReplayGraph.Queries;

/// <summary>A condition on an event, as data, so that it can be sent to where the events are. A closed family.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Whether an event passes.</summary>
    /// <param name="observation">The event.</param>
    /// <param name="issue">The issue that it belongs to now, after merges and moves.</param>
    public abstract bool Matches(in Observation observation, IssueId issue);

    /// <summary>All conditions hold; true if there are none.</summary>
    public sealed record All(IReadOnlyList<Condition> Of) : Condition
    {
        /// <inheritdoc/>
        public override bool Matches(in Observation observation, IssueId issue)
        {
            foreach (Condition one in Of)
            {
                if (!one.Matches(observation, issue))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>At least one condition holds; false if there are none.</summary>
    public sealed record Any(IReadOnlyList<Condition> Of) : Condition
    {
        /// <inheritdoc/>
        public override bool Matches(in Observation observation, IssueId issue)
        {
            foreach (Condition one in Of)
            {
                if (one.Matches(observation, issue))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The condition does not hold.</summary>
    public sealed record Not(Condition Of) : Condition
    {
        /// <inheritdoc/>
        public override bool Matches(in Observation observation, IssueId issue) => !Of.Matches(observation, issue);
    }

    /// <summary>
    /// The field is one of the values. The empty string stands for a field that is not set. <c>*</c> in a value matches any run of
    /// characters.
    /// </summary>
    public sealed record Is(EventField Field, IReadOnlyList<string> Values) : Condition
    {
        /// <inheritdoc/>
        public override bool Matches(in Observation observation, IssueId issue)
        {
            string value = Read(observation, issue);
            foreach (string wanted in Values)
            {
                if (wanted.Contains('*', StringComparison.Ordinal) ? Wildcard.Matches(wanted, value) : wanted == value)
                {
                    return true;
                }
            }

            return false;
        }

        private string Read(in Observation observation, IssueId issue) => Field switch
        {
            EventField.Issue => issue.IsNone ? "" : issue.ToString(),
            EventField.Transaction => observation.Transaction?.ToString() ?? "",
            EventField.Trace => observation.TraceId.IsNone ? "" : observation.TraceId.ToString(),
            EventField.Event => observation.EventId.ToString(),
            EventField.Replay => observation.ReplayId.IsNone ? "" : observation.ReplayId.ToString(),
            EventField.Project => observation.ProjectId.ToString(),
            EventField.Environment => observation.Environment?.ToString() ?? "",
            EventField.Release => observation.Release?.ToString() ?? "",
            EventField.Level => observation.Level == Level.None ? "" : observation.Level.ToString().ToLowerInvariant(),
            EventField.Platform => observation.Platform?.ToString() ?? "",
            EventField.Span => observation.SpanId == 0 ? "" : observation.SpanId.ToString("x16", CultureInfo.InvariantCulture),
            EventField.Sdk => observation.Sdk?.ToString() ?? "",
            EventField.Type => observation.Kind == FactKind.Error ? "error" : "transaction",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The number lies within bounds. Events without the number never match.</summary>
    public sealed record InRange(EventNumber Number, Bounds Bounds) : Condition
    {
        /// <inheritdoc/>
        public override bool Matches(in Observation observation, IssueId issue) => Number switch
        {
            EventNumber.Duration => observation.Kind == FactKind.Transaction && Bounds.Hold(observation.DurationMs),
            EventNumber.Timestamp => Bounds.Hold(observation.Timestamp.Milliseconds),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
