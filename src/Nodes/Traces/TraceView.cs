using ReplayGraph.Nodes.Messages;

namespace ReplayGraph.Nodes.Traces;

/// <summary>What a trace holds.</summary>
/// <param name="Observed">Its observations, without those that were withdrawn: the bytes of a batch.</param>
/// <param name="Seen">The replays that list it.</param>
/// <param name="Listed">The listings of its events.</param>
public sealed record TraceView(ReadOnlyMemory<byte> Observed, IReadOnlyList<ReplayId> Seen, IReadOnlyList<Listed> Listed);
