using System.Text;

namespace ReplayGraph.Bench.Clients;

/// <summary>A prepared HTTP request, as bytes.</summary>
/// <param name="Head">The request line and headers.</param>
/// <param name="Body">The body.</param>
internal readonly record struct Request(byte[] Head, ReadOnlyMemory<byte> Body)
{
    internal static Request Get(string path) =>
        new(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"), default);

    internal static Request Post(string path, string mediaType, ReadOnlyMemory<byte> body) =>
        new(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {mediaType}\r\nContent-Length: {body.Length}\r\n\r\n"),
            body);
}
