using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReplayGraph.Bench.Clients;

/// <summary>Open live streams, which are read as fast as they arrive. Closed by disposing.</summary>
internal sealed class LiveStreams : IDisposable
{
    private readonly List<Socket> _sockets = [];
    private readonly TaskCompletionSource _begun = new();
    private int _toBegin;
    private long _events;

    /// <summary>The events that have arrived on all streams.</summary>
    internal long Events => Interlocked.Read(ref _events);

    /// <summary>Opens a stream for each path, and waits until all have begun.</summary>
    internal static async Task<LiveStreams> OpenAsync(IPEndPoint address, IReadOnlyList<string> paths, CancellationToken cancel)
    {
        var streams = new LiveStreams { _toBegin = paths.Count };
        foreach (string path in paths)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            streams._sockets.Add(socket);
            await socket.ConnectAsync(address, cancel);
            socket.Send(Request.Get(path).Head);
            _ = streams.ReadAsync(socket);
        }

        await streams._begun.Task.WaitAsync(cancel);
        return streams;
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());

    private async Task ReadAsync(Socket socket)
    {
        byte[] buffer = new byte[4096];
        bool hasBegun = false;
        try
        {
            while (await socket.ReceiveAsync(buffer) is var read and > 0)
            {
                if (!hasBegun)
                {
                    Begin(buffer.AsSpan(0, read));
                    hasBegun = true;
                }

                Interlocked.Add(ref _events, buffer.AsSpan(0, read).Count("event: "u8));
            }
        }
        catch (Exception e) when (hasBegun && (e is SocketException or ObjectDisposedException))
        {
            // Closed from here.
        }
        catch (Exception e)
        {
            _begun.TrySetException(e);
        }
    }

    private void Begin(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new BenchException($"unexpected response:\n{Encoding.UTF8.GetString(head)}");
        }

        if (Interlocked.Decrement(ref _toBegin) == 0)
        {
            _begun.SetResult();
        }
    }
}
