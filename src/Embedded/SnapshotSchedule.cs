using ReplayGraph.Embedded.Commits;
using ReplayGraph.Embedded.Journal;
using ReplayGraph.Embedded.Snapshots;

namespace ReplayGraph.Embedded;

/// <summary>
/// Decides when to save a snapshot: often enough that a start after a kill is short, seldom enough that ingestion rarely waits for one. A
/// failure is only reported: the next start then applies more of the journal.
/// </summary>
internal sealed class SnapshotSchedule(
    JournalWriter journal, CommitPipeline commits, OrganizationTable organizations, EmbeddedOptions options)
{
    // Ingestion waits while a snapshot is written: a large one is written less often, so that this stays a small part of the time.
    private const int Share = 3;

    private Task _saving = Task.CompletedTask;
    private long _grown;
    private int _isSaving;

    private long Every => Math.Max(options.RunningSnapshotBytes, organizations.SnapshotBytes / Share);

    /// <summary>Notes that so many bytes were journalled, and begins to save a snapshot when there are many.</summary>
    internal void Grow(int bytes)
    {
        if (Interlocked.Add(ref _grown, bytes) > Every)
        {
            SaveIfDue();
        }
    }

    /// <summary>Begins to save a snapshot if the journal has grown much since the last one, and the graph is open.</summary>
    internal void SaveIfDue()
    {
        if (commits.IsApplied)
        {
            _ = SaveAsync(Every);
        }
    }

    /// <summary>Saves a snapshot if the journal has grown by that many bytes since the last one, and none is being saved.</summary>
    internal Task SaveAsync(long bytes) =>
        Interlocked.Exchange(ref _isSaving, 1) == 0 ? _saving = SaveNowAsync(bytes) : Task.CompletedTask;

    /// <summary>Saves a last snapshot once the pipeline has stopped.</summary>
    internal async ValueTask StopAsync()
    {
        await _saving;
        // Nodes that lag behind the journal must not be saved as its state.
        if (journal.Failure is null && IsDue(options.SnapshotBytes))
        {
            Publish(Write(journal.End), journal.End);
        }
    }

    private async Task SaveNowAsync(long bytes)
    {
        JournalPosition? at = null;
        SnapshotDraft? draft = null;
        Interlocked.Exchange(ref _grown, 0);
        try
        {
            await commits.BetweenAsync(
                _ => at = IsDue(bytes) ? journal.End : null,
                () =>
                {
                    // An earlier batch may have failed to apply meanwhile.
                    if (at is { } end && commits.IsApplied)
                    {
                        draft = Write(end);
                    }
                });

            // A flush takes long, and nothing waits for it here.
            Publish(draft, at ?? default);
        }
        catch (GraphException)
        {
            // The graph is stopping, and saves another one.
        }
        finally
        {
            Interlocked.Exchange(ref _isSaving, 0);
        }
    }

    private bool IsDue(long bytes) =>
        commits.IsApplied && journal.BytesAfter(organizations.SnapshotAt) > bytes;

    private SnapshotDraft? Write(JournalPosition at)
    {
        SnapshotDraft? draft = null;
        Try(() => draft = organizations.Write(at));
        return draft;
    }

    private void Publish(SnapshotDraft? draft, JournalPosition at)
    {
        if (draft is not null)
        {
            Try(() => organizations.Publish(draft, at));
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            options.Report?.Invoke($"The snapshot could not be written: {e.Message}");
        }
    }
}
