using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ReplayGraph.Cli.Tests.Running;

/// <summary>A server on a port of its own that answers as a test tells it to.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<StubRequest, (int Status, string Body)> _answer;
    private readonly Task _loop;

    internal StubServer(Func<StubRequest, (int Status, string Body)> answer)
    {
        _answer = answer;
        Address = new($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _loop = Task.Run(RunAsync);
    }

    internal Uri Address { get; }

    /// <summary>After so many answers, it only hangs up.</summary>
    internal int Answers { get; init; } = int.MaxValue;

    internal ConcurrentQueue<StubRequest> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task RunAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        HttpListenerRequest from = context.Request;
        bool isGzip = from.Headers["Content-Encoding"] == "gzip";
        using var reader = new StreamReader(isGzip ? new GZipStream(from.InputStream, CompressionMode.Decompress) : from.InputStream);
        var request = new StubRequest(
            from.Url!.AbsolutePath, from.ContentType ?? "", from.Headers["Authorization"] ?? "", isGzip, await reader.ReadToEndAsync());
        Requests.Enqueue(request);
        if (Requests.Count > Answers)
        {
            context.Response.ContentLength64 = 100;
            await context.Response.OutputStream.WriteAsync("{"u8.ToArray());
            context.Response.Abort();
            return;
        }

        (context.Response.StatusCode, string body) = _answer(request);
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        context.Response.Close();
    }
}

/// <summary>A request as it came.</summary>
internal sealed record StubRequest(string Path, string ContentType, string Authorization, bool IsGzip, string Body);
