using Orleans.Dashboard;
using ReplayGraph.Api.Access;

namespace ReplayGraph.Silo.Dashboard;

/// <summary>Orleans' dashboard, for whoever has the admin scope.</summary>
internal static class DashboardRoutes
{
    /// <summary>Where it is.</summary>
    internal const string Path = "/dashboard";

    /// <summary>The process's log may tell of any organization: it is not shown.</summary>
    internal static void Configure(DashboardOptions options) => options.HideTrace = true;

    /// <summary>Maps it, with a way to sign in.</summary>
    internal static void MapDashboard(this WebApplication app, Authorizer gate)
    {
        var door = new DashboardAuth(gate);
        app.MapOrleansDashboard(Path).AddEndpointFilter(door.AdmitAsync).ExcludeFromDescription();
        app.MapPost(Path + "/sign-in", (Delegate)door.SignInAsync).ExcludeFromDescription();
        app.MapPost(Path + "/sign-out", (Delegate)DashboardAuth.SignOut).ExcludeFromDescription();
    }
}
