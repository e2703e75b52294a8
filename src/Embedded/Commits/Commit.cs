using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Embedded.Commits;

/// <summary>A batch in flight: made durable, then applied, then acknowledged.</summary>
internal sealed class Commit(OrganizationId organization, JournalFrame frame)
    : TaskCompletionSource<IngestResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    internal OrganizationId Organization { get; } = organization;

    internal JournalFrame Frame { get; } = frame;
}
