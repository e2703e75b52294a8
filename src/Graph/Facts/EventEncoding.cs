namespace ReplayGraph.Facts;

/// <summary>
/// Encodes events: kind, flags of the optional fields, the required fields, then the optional ones in the order of their flags.
/// </summary>
internal static class EventEncoding
{
    [Flags]
    private enum Has
    {
        Received = 1,
        Trace = 2,
        Span = 4,
        Issue = 8,
        Transaction = 16,
        Replay = 32,
        Level = 64,
        Platform = 128,
        Environment = 256,
        Release = 512,
        Hash = 1024,
        Duration = 2048,
        Retention = 4096,
        Sdk = 8192,
    }

    internal static void Write(FactWriter to, in EventFact fact)
    {
        Has has = Fields(fact);
        to.Byte((byte)fact.Kind);
        to.Number((ulong)has);
        to.Id(fact.EventId.Value);
        to.Number((ulong)fact.ProjectId.Value);
        to.Time(fact.Timestamp);
        if ((has & Has.Received) != 0) to.Time(fact.Received);
        if ((has & Has.Trace) != 0) to.Id(fact.TraceId.Value);
        if ((has & Has.Span) != 0) to.Fixed64(fact.SpanId);
        if ((has & Has.Issue) != 0) to.Number((ulong)fact.IssueId.Value);
        if ((has & Has.Transaction) != 0) to.Text(fact.Transaction);
        if ((has & Has.Replay) != 0) to.Id(fact.ReplayId.Value);
        if ((has & Has.Level) != 0) to.Byte((byte)fact.Level);
        if ((has & Has.Platform) != 0) to.Text(fact.Platform);
        if ((has & Has.Environment) != 0) to.Text(fact.Environment);
        if ((has & Has.Release) != 0) to.Text(fact.Release);
        if ((has & Has.Hash) != 0) to.Id(fact.PrimaryHash);
        if ((has & Has.Duration) != 0) to.Number(fact.DurationMs);
        if ((has & Has.Retention) != 0) to.Number(fact.RetentionDays);
        if ((has & Has.Sdk) != 0) to.Text(fact.Sdk);
    }

    /// <summary>Reads an event, after its kind.</summary>
    internal static EventFact Read(FactKind kind, ref FactReader from, Text title = default)
    {
        var has = (Has)from.Number();
        return new EventFact
        {
            Kind = kind,
            EventId = new(from.Id()),
            ProjectId = new((long)from.Number()),
            Timestamp = from.Time(),
            Received = (has & Has.Received) != 0 ? from.Time() : default,
            TraceId = (has & Has.Trace) != 0 ? new(from.Id()) : default,
            SpanId = (has & Has.Span) != 0 ? from.Fixed64() : default,
            IssueId = (has & Has.Issue) != 0 ? new((long)from.Number()) : default,
            Title = title,
            Transaction = (has & Has.Transaction) != 0 ? from.Text() : default,
            ReplayId = (has & Has.Replay) != 0 ? new(from.Id()) : default,
            Level = (has & Has.Level) != 0 ? (Level)from.Byte() : default,
            Platform = (has & Has.Platform) != 0 ? from.Text() : default,
            Environment = (has & Has.Environment) != 0 ? from.Text() : default,
            Release = (has & Has.Release) != 0 ? from.Text() : default,
            PrimaryHash = (has & Has.Hash) != 0 ? from.Id() : default,
            DurationMs = (has & Has.Duration) != 0 ? (uint)from.Number() : default,
            RetentionDays = (has & Has.Retention) != 0 ? (ushort)from.Number() : default,
            Sdk = (has & Has.Sdk) != 0 ? from.Text() : default,
        };
    }

    /// <summary>Reads the kind of an event.</summary>
    /// <exception cref="InvalidDataException">What comes next is not an event.</exception>
    internal static FactKind ReadKind(ref FactReader from)
    {
        var kind = (FactKind)from.Byte();
        return kind is FactKind.Error or FactKind.Transaction
            ? kind
            : throw new InvalidDataException($"Fact kind {kind} is not an event.");
    }

    /// <summary>Reads an event's id, and nothing else, from its first byte on.</summary>
    internal static EventId ReadId(ref FactReader from)
    {
        from.Byte();
        from.Number();
        return new(from.Id());
    }

    /// <summary>Reads the fields that indexes need, from an event's first byte on, and skips the rest.</summary>
    internal static EventHead ReadHead(ref FactReader from)
    {
        ReadKind(ref from);
        var has = (Has)from.Number();
        var id = new EventId(from.Id());
        var project = new ProjectId((long)from.Number());
        Timestamp time = from.Time();
        if ((has & Has.Received) != 0) from.Time();
        if ((has & Has.Trace) != 0) from.Id();
        if ((has & Has.Span) != 0) from.Fixed64();
        if ((has & Has.Issue) != 0) from.Number();
        if ((has & Has.Transaction) != 0) from.Text();
        if ((has & Has.Replay) != 0) from.Id();
        if ((has & Has.Level) != 0) from.Byte();
        if ((has & Has.Platform) != 0) from.Text();
        Text environment = (has & Has.Environment) != 0 ? from.Text() : default;
        if ((has & Has.Release) != 0) from.Text();
        if ((has & Has.Hash) != 0) from.Id();
        if ((has & Has.Duration) != 0) from.Number();
        ushort days = (has & Has.Retention) != 0 ? (ushort)from.Number() : default;
        if ((has & Has.Sdk) != 0) from.Text();
        return new(id, project, time, environment, days, (has & Has.Issue) != 0);
    }

    private static Has Fields(in EventFact fact) =>
        (fact.Received != default && fact.Received != fact.Timestamp ? Has.Received : 0)
        | (fact.TraceId.IsNone ? 0 : Has.Trace)
        | (fact.SpanId == 0 ? 0 : Has.Span)
        | (fact.IssueId.IsNone ? 0 : Has.Issue)
        | (fact.Transaction.IsNone ? 0 : Has.Transaction)
        | (fact.ReplayId.IsNone ? 0 : Has.Replay)
        | (fact.Level == Level.None ? 0 : Has.Level)
        | (fact.Platform.IsNone ? 0 : Has.Platform)
        | (fact.Environment.IsNone ? 0 : Has.Environment)
        | (fact.Release.IsNone ? 0 : Has.Release)
        | (fact.PrimaryHash == default ? 0 : Has.Hash)
        | (fact.DurationMs == 0 ? 0 : Has.Duration)
        | (fact.RetentionDays == 0 ? 0 : Has.Retention)
        | (fact.Sdk.IsNone ? 0 : Has.Sdk);
}

/// <summary>The fields of an event that indexes need.</summary>
internal readonly record struct EventHead(
    EventId EventId, ProjectId ProjectId, Timestamp Timestamp, Text Environment, ushort RetentionDays, bool HasIssue);
