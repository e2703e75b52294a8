namespace ReplayGraph.Cluster.Messages;

/// <summary>Events of one issue may belong to another, because one of them was moved.</summary>
public readonly record struct Source(IssueId Into, IssueId From);

/// <summary>A command to an organization: rare facts that concern all of its nodes.</summary>
public sealed record OrganizationCommand
{
    /// <summary>Merges, unmerges and deletions of issues, deletions and moves of events, deletions of replays: the bytes of a batch.</summary>
    public ReadOnlyMemory<byte> Facts { get; init; }

    /// <summary>Where moved events came from.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];
}

/// <summary>The reply of an organization, once the command is durable and every silo has applied it.</summary>
/// <param name="Accepted">Facts that were new.</param>
/// <param name="Duplicates">Facts that were known.</param>
public sealed record OrganizationReply(int Accepted, int Duplicates);
