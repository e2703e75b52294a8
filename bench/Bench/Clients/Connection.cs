using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReplayGraph.Bench.Clients;

/// <summary>
/// A keep-alive connection that does as little as possible: it sends prepared bytes, and reads only the status and length of a response.
/// Client and server share the cores, so the client's cost counts against the server.
/// </summary>
internal sealed class Connection : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _filled;
    private int _left = -1;

    internal Connection(EndPoint address)
    {
        Socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(address);
    }

    internal Socket Socket { get; }

    /// <summary>The index of the request in flight.</summary>
    internal int RequestIndex { get; private set; }

    /// <summary>The timestamp that its latency counts from.</summary>
    internal long From { get; private set; }

    /// <summary>The timestamp since which no request is in flight.</summary>
    internal long IdleSince { get; private set; }

    /// <summary>Whether a request is in flight.</summary>
    internal bool IsBusy { get; private set; }

    /// <summary>Length of the body of the last response.</summary>
    internal int BodyBytes { get; private set; }

    /// <summary>The end of the received data: the whole last response if it is short.</summary>
    internal ReadOnlySpan<byte> Received => _buffer.AsSpan(0, _filled);

    internal void Send(int index, in Request request, long from)
    {
        (RequestIndex, From, IsBusy, _filled, _left) = (index, from, true, 0, -1);
        Socket.Send(request.Head);
        for (ReadOnlySpan<byte> rest = request.Body.Span; !rest.IsEmpty;)
        {
            rest = rest[Socket.Send(rest)..];
        }
    }

    /// <summary>Reads what has arrived; returns true once the response is complete.</summary>
    /// <exception cref="BenchException">The response is not a 200 with a length.</exception>
    internal bool Receive()
    {
        int room = _left < 0 ? _filled : 0;
        int read = Socket.Receive(_buffer.AsSpan(room));
        if (read == 0)
        {
            throw new BenchException("the server closed a connection");
        }

        _filled = room + read;
        if (_left >= 0)
        {
            _left -= read;
            return _left == 0;
        }

        int end = Received.IndexOf("\r\n\r\n"u8);
        if (end >= 0)
        {
            BodyBytes = ReadHead(_buffer.AsSpan(0, end));
            _left = BodyBytes - (_filled - end - 4);
        }

        return _left == 0;
    }

    /// <summary>Marks the connection as idle.</summary>
    internal void Rest(long now) => (IdleSince, IsBusy) = (now, false);

    public void Dispose() => Socket.Dispose();

    private int ReadHead(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> length = "\r\nContent-Length: "u8;
        int at = head.IndexOf(length);
        if (!head.StartsWith("HTTP/1.1 200"u8) || at < 0)
        {
            throw new BenchException($"unexpected response:\n{Encoding.UTF8.GetString(Received)}");
        }

        ReadOnlySpan<byte> digits = head[(at + length.Length)..];
        int end = digits.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}
