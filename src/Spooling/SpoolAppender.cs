using System.Threading.Channels;
using ReplayGraph.Embedded.Journal;

namespace ReplayGraph.Spooling;

/// <summary>Makes frames durable: those that wait while one flush runs share the next.</summary>
/// <param name="journal">The journal.</param>
/// <param name="appended">Called after each group, whether it is durable or not.</param>
internal sealed class SpoolAppender(SpoolJournal journal, Action appended) : IAsyncDisposable
{
    // The most bytes in one flush. More would only delay the first frames of the group.
    private const long GroupBytes = 32 << 20;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();
    private readonly List<Waiting> _group = [];
    private Task _loop = Task.CompletedTask;

    internal void Begin(Func<Func<Task>, Task> begin) => _loop = begin(LoopAsync);

    /// <summary>Returns once a frame, whose bytes were reserved, is durable.</summary>
    /// <exception cref="JournalFailedException">It could not be written.</exception>
    /// <exception cref="GraphException">The process is stopping.</exception>
    internal async ValueTask AppendAsync(JournalFrame frame)
    {
        var waiting = new Waiting(frame);
        if (!_waiting.Writer.TryWrite(waiting))
        {
            journal.Capacity.Release(frame);
            throw new GraphException("The server is stopping.", isTransient: true);
        }

        await waiting.Task;
    }

    /// <summary>Rejects new frames, and returns when the others are written.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task LoopAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            long bytes = 0;
            while (bytes < GroupBytes && _waiting.Reader.TryRead(out Waiting? next))
            {
                _group.Add(next);
                bytes += next.Frame.Payload.Length;
            }

            Append();
            _group.ForEach(waiting => journal.Capacity.Release(waiting.Frame));
            _group.Clear();
            appended();
        }
    }

    private void Append()
    {
        try
        {
            journal.Append(_group.ConvertAll(waiting => waiting.Frame));
            _group.ForEach(waiting => waiting.SetResult());
        }
        catch (Exception e)
        {
            _group.ForEach(waiting => waiting.SetException(e));
        }
    }

    private sealed class Waiting(JournalFrame frame) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal JournalFrame Frame { get; } = frame;
    }
}
