using ReplayGraph.Simulation.Faults;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Networks;

/// <summary>The called process is dead or does not listen.</summary>
internal sealed class GoneException(string name) : Exception($"{name} is gone");

/// <summary>Delivers calls between processes: late, out of order, twice, or not at all.</summary>
internal sealed class Network(Scheduler scheduler, FaultDraw faults, Random random)
{
    // Usual and delayed latencies.
    private static readonly TimeSpan _near = TimeSpan.FromMicroseconds(900), _far = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(15);

    private readonly HashSet<(Process, Process)> _cuts = [];
    private readonly Dictionary<Process, HashSet<Call>> _underWay = [];

    /// <summary>Cuts two processes off from each other.</summary>
    internal void Cut(Process a, Process b) => _cuts.UnionWith([(a, b), (b, a)]);

    /// <summary>Lets all processes reach each other.</summary>
    internal void Heal() => _cuts.Clear();

    /// <summary>Lets two processes reach each other again.</summary>
    internal void Heal(Process a, Process b) => _cuts.ExceptWith([(a, b), (b, a)]);

    /// <summary>Fails the calls that wait for a killed process, after a delay.</summary>
    internal void Gone(Process process)
    {
        if (_underWay.Remove(process, out HashSet<Call>? calls))
        {
            foreach (Call call in calls)
            {
                scheduler.After(Latency(), call.From, () => call.Fail(new GoneException(process.Name)));
            }
        }
    }

    /// <summary>Calls a process.</summary>
    /// <param name="from">The calling process.</param>
    /// <param name="to">The called process.</param>
    /// <param name="what">The purpose, for messages.</param>
    /// <param name="handle">The handler in the called process.</param>
    /// <param name="deadline">The timeout; null: that of nodes.</param>
    /// <exception cref="GoneException">The called process is dead.</exception>
    /// <exception cref="GraphException">The call timed out; transient. It may still be done.</exception>
    internal async ValueTask<TReply> CallAsync<TReply>(
        Process from, Process to, string what, Func<ValueTask<TReply>> handle, TimeSpan? deadline = null)
    {
        var call = new Call<TReply>(from, handle);
        HashSet<Call> underWay = _underWay.TryGetValue(to, out HashSet<Call>? found) ? found : _underWay[to] = [];
        underWay.Add(call);
        Work late = scheduler.After(deadline ?? _deadline, from, () => call.Fail(
            new GraphException($"{what} at {to.Name} timed out.", isTransient: true)));
        for (int copies = faults.Happens(Fault.Repeat, 60) ? 2 : 1; copies > 0; copies--)
        {
            if (!faults.Happens(Fault.LoseRequest, 80) && !_cuts.Contains((from, to)))
            {
                scheduler.After(Latency(), to.IsAlive ? to : from, () => Deliver(call, to));
            }
        }

        try
        {
            return await call.Answer;
        }
        finally
        {
            late.Cancel();
            underWay.Remove(call);
        }
    }

    private void Deliver<TReply>(Call<TReply> call, Process to)
    {
        if (to.IsAlive)
        {
            _ = HandleAsync(call, to);
        }
        else
        {
            call.Fail(new GoneException(to.Name));
        }
    }

    private async Task HandleAsync<TReply>(Call<TReply> call, Process to)
    {
        Action answer;
        try
        {
            TReply reply = await call.Handle();
            answer = () => call.Succeed(reply);
        }
        catch (Exception e)
        {
            answer = () => call.Fail(e);
        }

        if (!faults.Happens(Fault.LoseReply, 80) && !_cuts.Contains((to, call.From)))
        {
            scheduler.After(Latency(), call.From, answer);
        }
    }

    private TimeSpan Latency() => (faults.Happens(Fault.Slow, 50) ? _far : _near) * (0.05 + random.NextDouble());

    private abstract class Call(Process from)
    {
        internal Process From => from;

        internal abstract void Fail(Exception failure);
    }

    private sealed class Call<TReply>(Process from, Func<ValueTask<TReply>> handle) : Call(from)
    {
        private readonly TaskCompletionSource<TReply> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Func<ValueTask<TReply>> Handle => handle;

        internal Task<TReply> Answer => _answer.Task;

        internal void Succeed(TReply reply) => _answer.TrySetResult(reply);

        internal override void Fail(Exception failure) => _answer.TrySetException(failure);
    }
}
