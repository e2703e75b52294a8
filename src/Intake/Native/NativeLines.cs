using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Native;

/// <summary>
/// Writes facts as native lines, from which <see cref="NativeIntake"/> reads the same facts, byte for byte. This lets a journal be sent to
/// a server that does not know journals. Not safe for concurrent use.
/// </summary>
/// <param name="to">Receives the lines, each with its line break.</param>
public sealed partial class NativeLines(IBufferWriter<byte> to) : IFactVisitor
{
    // The lines are not HTML, so texts need no extra escapes.
    private readonly Utf8JsonWriter _json = new(to, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>The number of lines written.</summary>
    public long Count { get; private set; }

    /// <inheritdoc/>
    public void Visit(in EventFact fact)
    {
        Begin(fact.Kind);
        Id(NativeField.EventId, fact.EventId.Value);
        Number(NativeField.ProjectId, fact.ProjectId.Value);
        Time(NativeField.Timestamp, fact.Timestamp);
        Time(NativeField.Received, fact.Received);
        Id(NativeField.TraceId, fact.TraceId.Value);
        Span(fact.SpanId);
        Number(NativeField.GroupId, fact.IssueId.Value);
        Text(NativeField.Title, fact.Title);
        Text(NativeField.Transaction, fact.Transaction);
        Id(NativeField.ReplayId, fact.ReplayId.Value);
        Word(NativeField.Level, Levels.Name(fact.Level));
        Text(NativeField.Platform, fact.Platform);
        Text(NativeField.Sdk, fact.Sdk);
        Text(NativeField.Environment, fact.Environment);
        Text(NativeField.Release, fact.Release);
        Id(NativeField.PrimaryHash, fact.PrimaryHash);
        Number(NativeField.DurationMs, fact.DurationMs);
        Number(NativeField.RetentionDays, fact.RetentionDays);
        End();
    }

    /// <inheritdoc/>
    public void Visit(in SegmentFact fact)
    {
        Begin(fact.Kind);
        Id(NativeField.ReplayId, fact.ReplayId.Value);
        Number(NativeField.ProjectId, fact.ProjectId.Value);
        Time(NativeField.Timestamp, fact.Timestamp);
        if (fact.SegmentId != SegmentFact.NoSegment)
        {
            _json.WriteNumber(Name(NativeField.SegmentId), fact.SegmentId);
        }

        Time(NativeField.ReplayStartTimestamp, fact.ReplayStart);
        Ids(NativeField.TraceIds, fact.TraceIds, static id => id.Value);
        Ids(NativeField.ErrorIds, fact.ErrorIds, static id => id.Value);
        Texts(NativeField.Urls, fact.Urls);
        Text(NativeField.Environment, fact.Environment);
        Text(NativeField.Release, fact.Release);
        Text(NativeField.Platform, fact.Platform);
        Word(NativeField.ReplayType, ReplayTypes.Name(fact.ReplayType));
        User(fact);
        if (fact.IsArchived)
        {
            _json.WriteBoolean(Name(NativeField.IsArchived), true);
        }

        Number(NativeField.RetentionDays, fact.RetentionDays);
        End();
    }

    /// <inheritdoc/>
    public void Visit(in EventLinkFact fact)
    {
        Begin(fact.Kind);
        Id(NativeField.ReplayId, fact.ReplayId.Value);
        Id(NativeField.EventId, fact.EventId.Value);
        Where(fact.ProjectId, fact.Timestamp);
        Word(NativeField.Level, Levels.Name(fact.Level));
        End();
    }

    /// <inheritdoc/>
    public void Visit(in IssueMergeFact fact)
    {
        Begin(fact.Kind);
        Where(fact.ProjectId, fact.Timestamp);
        Issues(NativeField.From, fact.From);
        Number(NativeField.Into, fact.Into.Value);
        End();
    }

    /// <inheritdoc/>
    public void Visit(in IssueUnmergeFact fact)
    {
        Begin(fact.Kind);
        Where(fact.ProjectId, fact.Timestamp);
        Number(NativeField.From, fact.From.Value);
        Number(NativeField.Into, fact.Into.Value);
        Ids(NativeField.Hashes, fact.Hashes, static hash => hash);
        End();
    }

    /// <inheritdoc/>
    public void Visit(in IssueDeleteFact fact)
    {
        Begin(fact.Kind);
        Where(fact.ProjectId, fact.Timestamp);
        Issues(NativeField.Issues, fact.Issues);
        End();
    }

    /// <inheritdoc/>
    public void Visit(in EventDeleteFact fact)
    {
        Begin(fact.Kind);
        Where(fact.ProjectId, fact.Timestamp);
        Ids(NativeField.EventIds, fact.EventIds, static id => id.Value);
        Id(NativeField.PrimaryHash, fact.PrimaryHash);
        End();
    }

    /// <inheritdoc/>
    public void Visit(in EventMoveFact fact)
    {
        Begin(fact.Kind);
        Where(fact.ProjectId, fact.Timestamp);
        Ids(NativeField.EventIds, fact.EventIds, static id => id.Value);
        Number(NativeField.Into, fact.Into.Value);
        End();
    }

    /// <inheritdoc/>
    public void Visit(in ReplayDeleteFact fact)
    {
        Begin(fact.Kind);
        Id(NativeField.ReplayId, fact.ReplayId.Value);
        Where(fact.ProjectId, fact.Timestamp);
        End();
    }
}
