using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ReplayGraph.Bench.Clients;

/// <summary>
/// Drives connections from one thread, each with one request in flight, so that system calls dominate the client's cost. Not safe for
/// concurrent use.
/// </summary>
internal sealed class LoadClient : IDisposable
{
    // The minimum: shorter waits would return at once and busy a core. The delay that this causes does not count as latency.
    private const int PaceMicroseconds = 1000;
    private const int IdleMicroseconds = 100_000;

    private readonly Connection[] _connections;
    private readonly Dictionary<Socket, Connection> _bySocket;
    private readonly List<Socket> _waiting = [];

    internal LoadClient(IPEndPoint address, int connections)
    {
        _connections = [.. Enumerable.Range(0, connections).Select(_ => new Connection(address))];
        _bySocket = _connections.ToDictionary(connection => connection.Socket);
    }

    /// <summary>Sends each request once.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="check">Receives each response.</param>
    /// <param name="cancel">Cancels the load.</param>
    internal Load SendAll(IReadOnlyList<Request> requests, Action<Connection>? check, CancellationToken cancel) =>
        Run(requests, new Schedule { Count = requests.Count }, check, cancel);

    /// <summary>Sends the requests repeatedly for a time.</summary>
    internal Load SendFor(TimeSpan time, IReadOnlyList<Request> requests, CancellationToken cancel) =>
        Run(requests, new Schedule { Until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency) }, null, cancel);

    /// <summary>
    /// Sends the requests until a task completes, at a rate or as fast as responses arrive. If all connections are busy when a request is
    /// due, its latency counts from when it was due.
    /// </summary>
    internal Load SendWhile(Task busy, int? perSecond, IReadOnlyList<Request> requests, CancellationToken cancel) =>
        Run(requests, new Schedule { While = busy, Interval = perSecond is { } rate ? Stopwatch.Frequency / rate : 0 }, null, cancel);

    public void Dispose()
    {
        foreach (Connection connection in _connections)
        {
            connection.Dispose();
        }
    }

    private Load Run(IReadOnlyList<Request> requests, Schedule schedule, Action<Connection>? check, CancellationToken cancel)
    {
        var idle = new Queue<Connection>(_connections);
        var load = new Load();
        TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
        long begun = Stopwatch.GetTimestamp();
        schedule.Begin(begun);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            while (idle.Count > 0 && schedule.TryNext(Stopwatch.GetTimestamp(), out int index, out long due))
            {
                Connection connection = idle.Dequeue();
                long now = Stopwatch.GetTimestamp();
                bool isLate = due > 0 && connection.IdleSince > due;
                connection.Send(index % requests.Count, requests[index % requests.Count], isLate ? due : now);
            }

            if (idle.Count == _connections.Length && schedule.IsOver(Stopwatch.GetTimestamp()))
            {
                break;
            }

            Receive(idle, load, check);
        }

        load.Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        load.ClientSeconds = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds;
        return load;
    }

    private void Receive(Queue<Connection> idle, Load load, Action<Connection>? check)
    {
        _waiting.Clear();
        foreach (Connection connection in _connections)
        {
            if (connection.IsBusy)
            {
                _waiting.Add(connection.Socket);
            }
        }

        if (_waiting.Count == 0)
        {
            Thread.Sleep(TimeSpan.FromMicroseconds(PaceMicroseconds));
            return;
        }

        Socket.Select(_waiting, null, null, idle.Count > 0 ? PaceMicroseconds : IdleMicroseconds);
        foreach (Socket socket in _waiting)
        {
            Connection connection = _bySocket[socket];
            if (!connection.Receive())
            {
                continue;
            }

            long now = Stopwatch.GetTimestamp();
            load.Add(now - connection.From, connection.BodyBytes);
            check?.Invoke(connection);
            connection.Rest(now);
            idle.Enqueue(connection);
        }
    }
}
