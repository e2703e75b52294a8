using ReplayGraph.Cluster.Caches;
using ReplayGraph.Cluster.Messages;
using ReplayGraph.Facts;

namespace ReplayGraph.Cluster.Organizations;

/// <summary>A command that waits to be decided with others.</summary>
internal sealed class Decision
{
    private const int SourceBytes = 16;

    private readonly TaskCompletionSource<OrganizationReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<FactSlice> _facts;
    private readonly IReadOnlyList<Source> _sources;
    private OrganizationReply _reply = new(0, 0);

    /// <summary>A decision on a command.</summary>
    /// <exception cref="InvalidDataException">The bytes of the command are malformed.</exception>
    internal Decision(OrganizationCommand command)
    {
        // A caller that cancels may use the buffer again.
        (_facts, _sources) = (FactSlice.Of(command.Facts.ToArray()), command.Sources);
        Bytes = command.Facts.Length + (_sources.Count * SourceBytes);
    }

    /// <summary>What it adds to an entry of the log, at most.</summary>
    internal int Bytes { get; }

    /// <summary>Adds what is new to the organization, and to the entry to be written. May be repeated, on another state.</summary>
    /// <returns>Whether anything is new.</returns>
    internal bool Step(OrganizationFacts organization, FactWriter added, List<Source> sources)
    {
        int before = sources.Count, accepted = 0;
        sources.AddRange(_sources.Where(organization.Take));
        foreach (FactSlice fact in _facts.Where(fact => organization.Take(fact.Bytes)))
        {
            accepted++;
            added.Raw(fact.Bytes.Span);
        }

        _reply = new(accepted, _facts.Count - accepted);
        return accepted > 0 || sources.Count > before;
    }

    internal void Answer() => _answer.TrySetResult(_reply);

    internal void Fail(Exception failure) => _answer.TrySetException(failure);

    internal Task<OrganizationReply> WaitAsync(CancellationToken cancel) => _answer.Task.WaitAsync(cancel);
}
