namespace ReplayGraph.Intake.Mixed;

/// <summary>The format of a line, as its content shows.</summary>
public enum DetectedFormat
{
    /// <summary>None of the known formats.</summary>
    Unknown,

    /// <summary>A native fact: an object whose <c>type</c> is a native kind.</summary>
    Native,

    /// <summary>A message of Sentry's event stream: a list, or the object of a span.</summary>
    EventStream,

    /// <summary>A message of Sentry's replay topic: an object with a <c>payload</c>.</summary>
    ReplayTopic,
}
