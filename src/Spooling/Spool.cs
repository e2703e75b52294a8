using ReplayGraph.Embedded.Journal;
using ReplayGraph.Facts;

namespace ReplayGraph.Spooling;

/// <summary>
/// Keeps facts on disk while a graph is away, and delivers them in their order of arrival once it is back. While anything waits, later facts
/// wait behind it: so no request waits for a graph that is away, and the graph gets large batches when it returns. Facts are
/// delivered at least once, which is right because they are idempotent.
/// </summary>
public sealed class Spool : IAsyncDisposable
{
    private readonly Delivery _graph;
    private readonly SpoolOptions _options;
    private readonly TimeProvider _time;
    private readonly ISpoolLog _log;
    private readonly SpoolTally _tally = new();
    private readonly SpoolJournal _journal;
    private readonly SpoolAppender _appender;
    private readonly SpoolDelivery _delivery;

    private Spool(
        SpoolOptions options, Delivery graph, TimeProvider time, ISpoolLog log, SpoolJournal journal, Func<Func<Task>, Task> begin)
    {
        (_options, _graph, _time, _log, _journal) = (options, graph, time, log, journal);
        _delivery = new(options, graph, time, log, _tally, journal);
        _appender = new(journal, _delivery.Wake);
        _appender.Begin(begin);
        _delivery.Begin(begin);
    }

    /// <summary>Bytes that wait for delivery.</summary>
    public long Bytes => _journal.Capacity.Waiting;

    /// <summary>How long the oldest facts have waited; zero if none wait.</summary>
    public TimeSpan OldestAge => _journal.Capacity.Oldest is { } arrival ? _time.GetUtcNow() - arrival.ToDate() : TimeSpan.Zero;

    /// <summary>What it has done since it was opened.</summary>
    public SpoolCounts Counts => _tally.Now;

    /// <summary>Why it accepts nothing while the graph is away: it is full, or its disk fails. Null if it accepts facts.</summary>
    public string? Refusing => _journal.Capacity.Refusing;

    /// <summary>Opens a spool, and begins to deliver what it holds. A torn tail is cut off; damage is reported and set aside.</summary>
    /// <exception cref="DataFolderInUseException">Another process holds the folder.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user cannot write there.</exception>
    public static Spool Open(SpoolOptions options, Delivery graph, TimeProvider time, ISpoolLog log) =>
        Open(options, graph, time, log, DiskStorage.Instance, Task.Run);

    /// <summary>Opens a spool on the given storage.</summary>
    /// <param name="options">The options.</param>
    /// <param name="graph">Gets the facts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Gets what an operator should know.</param>
    /// <param name="storage">The file system, or a simulated one.</param>
    /// <param name="begin">Starts a loop on the scheduler of its choice.</param>
    /// <param name="salt">Draws the salt of a new segment; null draws at random.</param>
    internal static Spool Open(
        SpoolOptions options, Delivery graph, TimeProvider time, ISpoolLog log, IStorage storage, Func<Func<Task>, Task> begin,
        Func<uint>? salt = null) => new(options, graph, time, log, SpoolJournal.Open(options, storage, log, salt), begin);

    /// <summary>Ingests facts into the graph, or makes them durable for later. The batch must not change until this returns.</summary>
    /// <returns>What the graph answered; null if the facts are spooled.</returns>
    /// <exception cref="SpoolFullException">The graph is away, and the spool has no room.</exception>
    /// <exception cref="GraphException">
    /// The graph rejected the facts; or, transient, the graph is away and the spool cannot be written.
    /// </exception>
    public async ValueTask<IngestResult?> IngestAsync(OrganizationId organization, FactBatch facts)
    {
        if (facts.Count == 0)
        {
            return default(IngestResult);
        }

        string? away = null;
        if (!_journal.Capacity.IsBehind)
        {
            (IngestResult? result, away) = await TryGraphAsync(organization, facts);
            if (away is null)
            {
                return result;
            }
        }

        await SpoolAsync(organization, facts, away);
        return null;
    }

    /// <summary>Completes the writes in flight, and closes the folder. What was not delivered stays there for the next process.</summary>
    public async ValueTask DisposeAsync()
    {
        await _appender.DisposeAsync();
        await _delivery.DisposeAsync();
        _journal.Dispose();
    }

    private async ValueTask<(IngestResult? Result, string? Away)> TryGraphAsync(OrganizationId organization, FactBatch facts)
    {
        using var patience = new CancellationTokenSource(_options.Patience, _time);
        try
        {
            return (await _graph(organization, facts, patience.Token), null);
        }
        catch (GraphException e) when (e.IsTransient)
        {
            return (null, e.Message);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return (null, $"no answer within {_options.Patience.TotalSeconds:0} s");
        }
    }

    private async ValueTask SpoolAsync(OrganizationId organization, FactBatch facts, string? away)
    {
        // The arrival takes the place of the expiry: a spool knows how long facts have waited, and a changed MaxAge counts for all of them.
        long arrival = Timestamp.From(_time.GetUtcNow()).Milliseconds;
        var frame = new JournalFrame(organization.ToString(), (uint)facts.Count, arrival, facts.Bytes);
        try
        {
            if (_journal.Capacity.Reserve(frame) && away is not null)
            {
                _log.Away(away);
            }

            await _appender.AppendAsync(frame);
        }
        catch (SpoolFullException)
        {
            _tally.Refused(facts.Count);
            if (_journal.Capacity.ShouldReportFull())
            {
                _log.Full(_options.MaxBytes);
            }

            throw;
        }
        catch (JournalFailedException e)
        {
            if (_journal.Capacity.ShouldReportFailure())
            {
                _log.Failed(e.Message);
            }

            throw new GraphException($"The graph is away, and its spool cannot be written: {e.Message}", !e.IsPermanent, e);
        }

        _tally.Spooled(facts.Count);
    }
}
