using ReplayGraph.Queries;

namespace ReplayGraph.Explorer.Home;

/// <summary>What the start page lists.</summary>
/// <param name="Replays">The last replays, latest first.</param>
/// <param name="Issues">The issues seen in them, most recently seen first.</param>
/// <param name="Transactions">The transactions seen in them, most recently seen first.</param>
/// <param name="IsEmpty">Whether no event or replay that the caller may see is known.</param>
public sealed record Recent(
    IReadOnlyList<ReplayView> Replays, IReadOnlyList<RecentNode> Issues, IReadOnlyList<RecentNode> Transactions, bool IsEmpty);

/// <summary>An issue or a transaction.</summary>
/// <param name="Node">The node.</param>
/// <param name="LastSeen">The time of its latest event in the last replays.</param>
/// <param name="Replays">The number of all its replays that can be watched.</param>
/// <param name="Title">The title of an issue; null if it has none.</param>
public sealed record RecentNode(NodeKey Node, Timestamp LastSeen, int Replays, string? Title);
