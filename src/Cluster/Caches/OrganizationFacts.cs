using System.Collections.Concurrent;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Cluster.Store;
using ReplayGraph.Events;
using ReplayGraph.Facts;
using ReplayGraph.Ingest;
using ReplayGraph.Issues;

namespace ReplayGraph.Cluster.Caches;

/// <summary>
/// The rare facts of an organization, folded from its log: sets that only grow, so the order of facts does not matter. One thread at a time
/// adds facts; any number read concurrently.
/// </summary>
public sealed class OrganizationFacts : IOrganizationFacts, IPartialFactVisitor, IIssueNodes, IEventNodes
{
    // Estimates of the memory of an issue with an op and a source, of an annotated event, and of a deleted replay.
    private const int IssueBytes = 200, AnnotationBytes = 170, DeletionBytes = 110;

    // One writer, and many organizations: a lock for each processor would take more memory than most of them need.
    private readonly ConcurrentDictionary<IssueId, IssueState> _issues = new(1, 1);
    private readonly ConcurrentDictionary<EventId, EventAnnotations> _annotations = new(1, 1);
    private readonly ConcurrentDictionary<ReplayId, ProjectId[]> _deleted = new(1, 1);
    private long _version;
    private bool _isNew;

    /// <inheritdoc/>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The memory that the facts take, by an estimate.</summary>
    internal long Bytes => ((long)_issues.Count * IssueBytes) + ((long)_annotations.Count * AnnotationBytes) + ((long)_deleted.Count * DeletionBytes);

    /// <inheritdoc/>
    public bool AnyIssueDeleted { get; private set; }

    /// <inheritdoc/>
    public bool AnyEventReassigned => !_annotations.IsEmpty;

    /// <inheritdoc/>
    public IEnumerable<IssueId> Issues => _issues.Select(one => one.Key);

    /// <inheritdoc/>
    public IssueState? Find(IssueId id) => _issues.GetValueOrDefault(id);

    /// <inheritdoc/>
    public EventAnnotations? Annotations(EventId id) => _annotations.GetValueOrDefault(id);

    /// <inheritdoc/>
    public IReadOnlyList<ProjectId> DeletedBy(ReplayId id) => _deleted.GetValueOrDefault(id, []);

    /// <summary>Adds the next entries of the organization's log.</summary>
    internal void Take(NodeLog log)
    {
        foreach (byte[] bytes in log.Entries)
        {
            var entry = new OrganizationEntry(bytes);
            FactBatch.Read(entry.Facts, this);
            foreach (Source source in entry.Sources)
            {
                Take(source);
            }
        }

        Volatile.Write(ref _version, log.Version.Number);
    }

    /// <summary>Adds a fact. False if it was known.</summary>
    internal bool Take(ReadOnlyMemory<byte> fact)
    {
        _isNew = false;
        FactBatch.Read(fact, this);
        return _isNew;
    }

    /// <summary>Adds a source. False if it was known.</summary>
    internal bool Take(Source source) => ((IIssueNodes)this).FindOrAdd(source.Into).AddSource(source.From);

    /// <inheritdoc/>
    public void Visit(in IssueMergeFact fact) => _isNew |= IssueStep.Take(IssueOp.Of(fact), this);

    /// <inheritdoc/>
    public void Visit(in IssueUnmergeFact fact) => _isNew |= IssueStep.Take(IssueOp.Of(fact), this);

    /// <inheritdoc/>
    public void Visit(in IssueDeleteFact fact) => _isNew |= IssueStep.Take(IssueOp.Of(fact), this);

    /// <inheritdoc/>
    public void Visit(in EventDeleteFact fact) => _isNew |= EventStep.Delete(fact, this);

    /// <inheritdoc/>
    public void Visit(in EventMoveFact fact) => _isNew |= EventStep.Move(fact, this);

    /// <inheritdoc/>
    public void Visit(in ReplayDeleteFact fact)
    {
        ProjectId by = fact.ProjectId;
        if (!DeletedBy(fact.ReplayId).Contains(by))
        {
            _deleted[fact.ReplayId] = [.. DeletedBy(fact.ReplayId), by];
            _isNew = true;
        }
    }

    /// <inheritdoc/>
    public void Other<T>(in T fact)
        where T : struct, IFact => throw new InvalidDataException($"A fact of kind {fact.Kind} does not apply to an organization.");

    IssueState IIssueNodes.FindOrAdd(IssueId id) => _issues.GetOrAdd(id, static _ => new IssueState());

    void IIssueNodes.NoteDeletion() => AnyIssueDeleted = true;

    EventAnnotations IEventNodes.FindOrAdd(EventId id) => _annotations.GetOrAdd(id, static _ => new EventAnnotations());

    // Lookups read the annotations of an event together with its observations.
    void IEventNodes.Reassign(EventId id, EventAnnotations annotations)
    {
    }
}
