using System.Text;
using Microsoft.AspNetCore.Http;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Problems;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Requests;

/// <summary>The context of request parsers, and the contract of problems.</summary>
internal static class Context
{
    /// <summary>The time that periods end at.</summary>
    internal static readonly Timestamp Now = new(1_790_000_100_000);

    /// <summary>The caller.</summary>
    internal static readonly Caller Caller = new(OrganizationId.Default, null, Scopes.Read);

    /// <summary>A request with a query string.</summary>
    internal static DefaultHttpContext OfQuery(ReadOnlySpan<byte> query)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new("?" + Encoding.UTF8.GetString(query));
        return context;
    }

    /// <summary>Checks that a problem states what is wrong, briefly.</summary>
    internal static void Check(Problem problem) => BrokenPromiseException.Unless(
        problem.Status is >= 400 and < 500 && problem.Detail.Length is > 0 and <= 400,
        "a problem states what is wrong, briefly",
        () => $"{problem}");
}
