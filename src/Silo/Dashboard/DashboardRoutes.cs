using Orleans.Dashboard;
using ReplayGraph.Api.Access;

namespace ReplayGraph.Silo.Dashboard;

/// <summary>Orleans' dashboard, for callers with the admin scope.</summary>
internal static class DashboardRoutes
{
    internal const string Path = "/dashboard";

    /// <summary>Hides the log of the process, which may contain data of any organization.</summary>
    internal static void Configure(DashboardOptions options) => options.HideTrace = true;

    /// <summary>Maps it, with a way to sign in.</summary>
    internal static void MapDashboard(this WebApplication app, Authorizer authorizer)
    {
        var auth = new DashboardAuth(authorizer);
        app.MapOrleansDashboard(Path).AddEndpointFilter(auth.AuthorizeAsync).ExcludeFromDescription();
        app.MapPost(Path + "/sign-in", (Delegate)auth.SignInAsync).ExcludeFromDescription();
        app.MapPost(Path + "/sign-out", (Delegate)DashboardAuth.SignOut).ExcludeFromDescription();
    }
}
