namespace ReplayGraph.Api.Status;

/// <summary>What a program's host, or another part of it, knows of itself, for the operator. A program registers it beside the graph.</summary>
public interface IHostStatus
{
    /// <summary>Reads it now. What cannot be read is said in its value.</summary>
    ValueTask<IReadOnlyList<StatusSection>> ReadAsync(CancellationToken cancel);
}

/// <summary>A group of values with a heading.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Values">The values, as text for people.</param>
public sealed record StatusSection(string Name, IReadOnlyList<StatusValue> Values);

/// <summary>A value and its name.</summary>
public sealed record StatusValue(string Name, string Value);
