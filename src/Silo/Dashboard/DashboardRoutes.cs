using Orleans.Dashboard;
using ReplayGraph.Api.Options;
using ReplayGraph.Explorer.Access;

namespace ReplayGraph.Silo.Dashboard;

/// <summary>Orleans' dashboard, for callers with the admin scope.</summary>
internal static class DashboardRoutes
{
    internal const string Path = "/dashboard";

    /// <summary>Hides the log of the process, which may contain data of any organization.</summary>
    internal static void Configure(DashboardOptions options) => options.HideTrace = true;

    /// <summary>Maps it.</summary>
    internal static void MapDashboard(this WebApplication app, ReplayGraphOptions options) => app.MapOrleansDashboard(Path)
        .AddEndpointFilter(new DashboardAuth(new ProgramAccess(options)).AuthorizeAsync)
        .ExcludeFromDescription();
}
