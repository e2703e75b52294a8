using Microsoft.Extensions.Primitives;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Http;
using ReplayGraph.Api.Parameters;
using ReplayGraph.Api.Problems;
using ReplayGraph.Api.Services;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.Lookups;

/// <summary>Looks up the replays of a mix of keys in a body.</summary>
internal sealed class MixedLookup(ApiServices services)
{
    private const long MaxBodyBytes = 8 << 20;

    /// <summary>The names of the lists of keys, and what they hold.</summary>
    internal static IReadOnlyList<(string Name, NodeKind Kind)> Lists { get; } =
    [
        ("issues", NodeKind.Issue), ("transactions", NodeKind.Transaction), ("traces", NodeKind.Trace), ("events", NodeKind.Event),
    ];

    internal async Task AnswerAsync(HttpContext context)
    {
        Caller? caller = services.Authorizer.Admit(context, Scopes.Read, out Problem? problem);
        problem ??= MediaTypes.Check(context.Request, MediaTypes.Json);
        if (problem is not null)
        {
            await problem.WriteAsync(context);
            return;
        }

        using var body = new RequestBody(services.Bodies, context, MaxBodyBytes);
        problem = await body.ReadAllAsync(context.RequestAborted);
        Dictionary<string, StringValues>? values = problem is null ? JsonParameters.Read(body.Written, out problem) : null;
        if (values is null)
        {
            await problem!.WriteAsync(context);
            return;
        }

        var parameters = new RequestParameters(context.Request.Query, values);
        List<NodeKey> keys = ReadKeys(values, parameters);
        LookupRequest request = LookupRequest.Read(parameters, caller!, keys, services.Now, LookupInclude.Read(parameters));
        await (parameters.Error?.WriteAsync(context) ?? LookupAsync(context, request));
    }

    internal static List<NodeKey> ReadKeys(Dictionary<string, StringValues> values, RequestParameters parameters)
    {
        var keys = new List<NodeKey>();
        int asked = Lists.Sum(list => values.GetValueOrDefault(list.Name).Count);
        if (asked is 0 or > LookupQuery.MaxKeys)
        {
            parameters.AddError("issues, transactions, traces, events", $"{asked} keys; expected 1 to {LookupQuery.MaxKeys}");
            return keys;
        }

        var seen = new HashSet<NodeKey>();
        foreach ((string name, NodeKind kind) in Lists)
        {
            foreach (string? text in values.GetValueOrDefault(name))
            {
                if (!KeyText.TryParse(kind, text ?? "", out NodeKey key, out string error))
                {
                    parameters.AddError(name, error);
                }
                else if (seen.Add(key))
                {
                    keys.Add(key);
                }
            }
        }

        return keys;
    }

    private async Task LookupAsync(HttpContext context, LookupRequest request)
    {
        request = request with { Templates = services.Templates.GetValueOrDefault(request.Organization) };
        LinkPage page = await services.Deadlines.RunAsync(
            cancel => services.Graph.LookupAsync(request.Organization, request.Query, cancel));
        await SingleLookup.WriteAsync(context, page, request);
    }
}
