namespace ReplayGraph.Queries;

/// <summary>The fields of an event that a condition can match.</summary>
public enum EventField : byte
{
    /// <summary>The issue it belongs to now, in decimal.</summary>
    Issue,

    /// <summary>The transaction name.</summary>
    Transaction,

    /// <summary>The trace's id, 32 hex digits.</summary>
    Trace,

    /// <summary>The event's id, 32 hex digits.</summary>
    Event,

    /// <summary>The id of the replay that it carries, 32 hex digits.</summary>
    Replay,

    /// <summary>The project's id, in decimal.</summary>
    Project,

    /// <summary>The environment.</summary>
    Environment,

    /// <summary>The release.</summary>
    Release,

    /// <summary>The level's name, lower case.</summary>
    Level,

    /// <summary>The platform.</summary>
    Platform,

    /// <summary><c>error</c> or <c>transaction</c>.</summary>
    Type,

    /// <summary>The id of the span, 16 hex digits.</summary>
    Span,

    /// <summary>The name of the SDK.</summary>
    Sdk,
}

/// <summary>The numbers of an event that a condition can bound.</summary>
public enum EventNumber : byte
{
    /// <summary>The duration of a transaction, in ms. Errors have none.</summary>
    Duration,

    /// <summary>When it happened, in ms since 1970.</summary>
    Timestamp,
}
