using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;
using ReplayGraph.Fuzz.Envelopes;
using ReplayGraph.Fuzz.Lines;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Http;

/// <summary>
/// Whole requests, to an open server and to one that requires tokens: never a 5xx, and each rejection is a problem in the
/// form of its route. Ingested facts stay until the servers restart, so a finding may depend on earlier requests.
/// </summary>
internal sealed class HttpTarget : Target
{
    private const int Requests = 20_000;
    private const string Key = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string Id = "0123456789abcdef0123456789abcdef";

    private static readonly ReplayGraphOptions _guarded = new()
    {
        Organizations =
        [
            new(
                OrganizationId.Parse("acme"),
                [
                    new(Hash("admin"), Scopes.Admin | Scopes.Read | Scopes.Ingest, null, "admin"),
                    new(Hash("some"), Scopes.Read | Scopes.Ingest | Scopes.Admin, new HashSet<ProjectId> { new(1) }, "some"),
                ],
                [new(Key, new(7))]),
        ],
    };

    private ApiInMemory? _open;
    private ApiInMemory? _closed;
    private int _requests;

    internal override string Name => "http";

    internal override Shape Shape => Shape.Lines;

    internal override IEnumerable<byte[]> Seeds => Texts([.. Reads, .. Writes]);

    internal override IEnumerable<string> Words =>
    [
        "GET ", "POST ", "DELETE ", "OPTIONS ", "HEAD ", "/api/v1/default/", "/api/0/organizations/default/", "/replays", "/lookup",
        "/facts",
        "issues/", "?limit=", "&cursor=", "%2F", "%00", "%", "..", "//", "Content-Encoding: gzip\n", "Content-Encoding: zstd\n",
        "Content-Type: application/json\n",
        "Authorization: Bearer ",
        "Origin: http://localhost\n", "Accept: */*\n", "!", .. new EnvelopeTarget().Words,
    ];

    // The OpenAPI document is created for each request, and is the most expensive answer.
    internal override long MaxAllocation(int length) => (32 << 20) + (4096L * length);

    private static IEnumerable<string> Reads =>
    [
        .. ((string[])
        [
            "/healthz/live", "/healthz/ready", "/metrics", "/openapi/v1.json", "/nothing",
            "/api/v1/default/issues/17/replays?limit=10&sort=recent",
            "/api/v1/default/transactions/GET%20%2F/replays", $"/api/v1/default/traces/{Id}/replays?statsPeriod=14d&evidence=any&fate=any",
            $"/api/v1/default/events/{Id}/replays?project=1&fields=replay_id", $"/api/v1/default/replays/{Id}",
            $"/api/v1/default/replays/{Id}/events", $"/api/v1/default/replays/{Id}/traces?limit=1",
            $"/api/v1/default/replays/{Id}/issues", $"/api/v1/default/replays/{Id}/transactions",
            "/api/v1/default/nodes/issue/17/edges?kind=event", $"/api/v1/default/nodes/replay/{Id}/edges",
            "/api/v1/default/coverage?by=day&statsPeriod=90d",
            "/api/0/organizations/default/replay-count/?query=issue.id:[17]&statsPeriod=90d&returnIds=true",
            $"/api/0/organizations/default/replay-count/?query=replay_id:[{Id}]",
            "/api/v1/default/issues/17/replays?cursor=AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ]).Select(target => $"GET {target}\n\n"),
        $"DELETE /api/v1/default/replays/{Id}\n\n",
        $"!GET /api/v1/acme/issues/17/replays\nAuthorization: Bearer admin\n\n",
        $"!GET /api/v1/acme/replays/{Id}/events\nAuthorization: Bearer some\nOrigin: https://x\n\n",
        $"!OPTIONS /api/7/envelope/\nOrigin: https://x\n\n",
    ];

    private static IEnumerable<string> Writes =>
    [
        .. LineSamples.Native.Select(lines => $"POST /api/v1/default/facts\nContent-Type: application/x-ndjson\n\n{lines}"),
        .. LineSamples.EventStream.Select(lines => $"POST /api/v1/default/sentry/events\n\n{lines}"),
        .. LineSamples.ReplayTopic.Select(lines => $"POST /api/v1/default/sentry/replays\n\n{lines}"),
        .. EnvelopeTarget.Samples.Select(body => $"POST /api/7/envelope/?sentry_key={Key}\n\n{body}"),
        $"!POST /api/7/store/\nX-Sentry-Auth: Sentry sentry_key={Key}\n\n{{\"event_id\":\"{Id}\",\"message\":\"m\"}}",
        $"!POST /api/v1/acme/facts\nAuthorization: Bearer some\n\n{LineSamples.Native.First()}",
        "POST /api/v1/default/lookup\nContent-Type: application/json\n\n"
        + $"{{\"issues\":[17],\"traces\":[\"{Id}\"],\"include\":[\"events\",\"by_key\"],\"limit\":5}}",
    ];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        if (RequestText.Parse(input) is not { } request)
        {
            return;
        }

        if (_requests++ % Requests == 0)
        {
            Dispose();
            (_open, _closed) = (new(new()), new(_guarded));
        }

        ApiInMemory api = request.IsGuarded ? _closed! : _open!;
        api.Failures.Last = null;
        (int status, string? type, byte[] body) = api.AnswerAsync(request).GetAwaiter().GetResult();
        if (status >= 500 && api.Failures.Last is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        BrokenPromiseException.Unless(status < 500, "never a 5xx", () => $"{status}: {Encoding.UTF8.GetString(body)}");
        if (status >= 400)
        {
            CheckRefusal(request, status, type, body);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _open?.Dispose();
        _closed?.Dispose();
    }

    private static void CheckRefusal(RequestText request, int status, string? type, byte[] body)
    {
        string path = request.Path.TrimEnd('/');
        bool isSdks = path.EndsWith("/envelope", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith("/store", StringComparison.OrdinalIgnoreCase);
        bool speaksSentrys = path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
            && (isSdks || path is [_, _, _, _, _, >= '0' and <= '9', ..]);
        BrokenPromiseException.Unless(
            type == "application/problem+json" || (speaksSentrys && type?.StartsWith("application/json", StringComparison.Ordinal) == true),
            "each rejection is a problem",
            () => $"{status} {type}");
        JsonElement said = JsonElement.Parse(body);
        BrokenPromiseException.Unless(said.ValueKind == JsonValueKind.Object, "a problem is a JSON object");
        BrokenPromiseException.Unless(
            speaksSentrys || (said.GetProperty("status").GetInt32() == status && said.GetProperty("detail").GetString()!.Length > 0),
            "a problem states its status and what is wrong");
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
