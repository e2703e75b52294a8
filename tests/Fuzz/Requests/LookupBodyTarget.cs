using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Lookups;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Queries;

namespace ReplayGraph.Fuzz.Requests;

/// <summary>Bodies of mixed lookups: a query with a limited number of distinct keys, or a problem.</summary>
internal sealed class LookupBodyTarget : Target
{
    private static readonly QueryCollection _noQuery = new();

    internal override string Name => "lookup-body";

    internal override Shape Shape => Shape.Json;

    internal override IEnumerable<byte[]> Seeds => Texts(
        """{"issues":[1,"2"],"transactions":["GET /"],"traces":["0123456789abcdef0123456789abcdef"],"events":["{abc}"]}""",
        """{"issues":17,"include":["events","by_key"],"limit":10,"cursor":null,"statsPeriod":"14d","project":[1,-1],"environment":"production"}""",
        """{"issues":[1],"start":1790000000,"end":"2026-11-20T10:00:00Z","evidence":"any","fate":["live"],"url":"u"}""");

    internal override IEnumerable<string> Words =>
    [
        "issues", "transactions", "traces", "events", "include", "limit", "cursor", "statsPeriod", "start", "end", "project", "environment",
        "evidence", "fate", "sort", "fields", "min_errors", "max_errors", "started_after", "started_before", "replay_environment",
        "user", "by_key",
    ];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        Dictionary<string, StringValues>? values = JsonParameters.Read(input, out Problem? problem);
        BrokenPromiseException.Unless((values is null) == (problem is not null), "there are values, or a problem");
        if (values is null)
        {
            Context.Check(problem!);
            return;
        }

        var parameters = new RequestParameters(_noQuery, values);
        List<NodeKey> keys = MixedLookup.ReadKeys(values, parameters);
        LookupRequest request = LookupRequest.Read(parameters, Context.Caller, keys, Context.Now, LookupInclude.Read(parameters));
        if (parameters.Error is { } fault)
        {
            Context.Check(fault);
            return;
        }

        BrokenPromiseException.Unless(
            keys.Count is > 0 and <= LookupQuery.MaxKeys && keys.Distinct().Count() == keys.Count && request.Query.Limit > 0, "each key once");
    }
}
