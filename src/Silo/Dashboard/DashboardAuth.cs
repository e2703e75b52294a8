using ReplayGraph.Api.Problems;
using ReplayGraph.Cluster.Ids;
using ReplayGraph.Explorer.Access;

namespace ReplayGraph.Silo.Dashboard;

/// <summary>
/// Requires an admin: programs send the token in <c>Authorization</c>, people sign in as to the explorer. Counts by grain type cover all
/// organizations; the state of a node is visible only to its own organization.
/// </summary>
internal sealed class DashboardAuth(ProgramAccess access)
{
    private const string Grain = nameof(Grain);

    internal async ValueTask<object?> AuthorizeAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        HttpContext context = call.HttpContext;
        if (access.Admit(context, out IResult? refusal) is not { } caller)
        {
            return refusal;
        }

        if (context.Request.Path.Value!.EndsWith("/GrainState", StringComparison.OrdinalIgnoreCase))
        {
            string key = context.Request.Query["grainId"].ToString();
            if (!IsOf(caller.Organization, key))
            {
                return new ProblemResult(Problem.Forbidden($"The key of a node must start with your organization: {caller.Organization}/..."));
            }

            if (Validate(context.Request.Query["grainType"].ToString(), key) is { } error)
            {
                return new ProblemResult(Problem.BadRequest(error));
            }
        }

        context.Response.Headers.XFrameOptions = "DENY";
        return await next(call);
    }

    private static bool IsOf(OrganizationId organization, string key)
    {
        string name = organization.ToString();
        return key == name || key.StartsWith(name + "/", StringComparison.Ordinal);
    }

    // A grain with an invalid key would fail, answer an empty state and log an error.
    private static string? Validate(string grain, string key)
    {
        string name = grain[(grain.LastIndexOf('.') + 1)..];
        if (!name.EndsWith(Grain, StringComparison.Ordinal) || !Enum.TryParse(name[..^Grain.Length], out NodeType type))
        {
            return null;
        }

        try
        {
            NodeId.Parse(type, key);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
