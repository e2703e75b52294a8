using System.Text;
using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Sentry;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Requests;

/// <summary>
/// The places of an SDK's key: one line each for X-Sentry-Auth, Authorization and the query string, then an envelope. A key
/// that is found is well-formed.
/// </summary>
internal sealed class DsnTarget : Target
{
    private const string Key = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    internal override string Name => "dsn";

    internal override Shape Shape => Shape.Lines;

    internal override int MaxBytes => 1024;

    internal override IEnumerable<byte[]> Seeds => Texts(
        $"Sentry sentry_version=7, sentry_client=x/1, sentry_key={Key}, sentry_secret=\n\n\n",
        $"\nSentry sentry_key={Key}\n\n",
        $"\nBasic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Key}:secret"))}\n\n",
        $"\n\nsentry_version=7&sentry_key={Key}\n",
        $"\nBearer x\n\n{{\"dsn\":\"https://{Key}@o1.ingest.example/7\"}}\n{{}}",
        "\n\n\n{\"dsn\":\"//\\u0061\"}");

    internal override IEnumerable<string> Words =>
        ["Sentry ", "Basic ", "sentry_key=", "sentry_version=7", "sentry_client=", ",", Key, "https://", "@", ":", "dsn", "&", "[::1]",
         "%40"];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        ReadOnlySpan<byte> rest = input.Span;
        string header = Take(ref rest), authorization = Take(ref rest), query = Take(ref rest);
        HttpRequest request = new DefaultHttpContext().Request;
        request.Headers["X-Sentry-Auth"] = header;
        request.Headers.Authorization = authorization;
        request.QueryString = new(query.Length == 0 ? "" : "?" + query);
        Check(DsnAuth.Find(request, out Problem? problem), problem);
        DsnAuth.Client(request);
        Dsn? inEnvelope = DsnAuth.FindInEnvelope(input[^rest.Length..], out problem);
        Check(inEnvelope?.Key, problem);
    }

    private static void Check(string? key, Problem? problem)
    {
        BrokenPromiseException.Unless(key is null || (problem is null && DsnKey.IsWellFormed(key)), "a key that is found is well-formed");
        if (problem is not null)
        {
            Context.Check(problem);
        }
    }

    private static string Take(ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
        rest = rest[(end < 0 ? rest.Length : end + 1)..];
        return Encoding.UTF8.GetString(line);
    }
}
