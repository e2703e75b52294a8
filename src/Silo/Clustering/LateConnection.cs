using ReplayGraph.Api.Hosting;
using ReplayGraph.Api.Problems;
using ReplayGraph.Silo.Dashboard;
using ReplayGraph.Silo.Database;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Clustering;

/// <summary>
/// Connects a front-end with a spool to its cluster while it already serves SDKs: what they send must not depend on the database or a silo.
/// Until then everything that needs the cluster is answered 503.
/// </summary>
internal sealed class LateConnection(
    ClusterSettings settings, IClusterClient client, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly Problem _notYet = Problem.Unavailable("This server has not found a silo yet.", retryAfter: 5);

    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the cluster was found.</summary>
    internal Task Opened => _opened.Task;

    private bool IsOpen => _opened.Task.IsCompleted;

    /// <summary>Why the process cannot serve; null if it can, or waits.</summary>
    internal string? Failure { get; private set; }

    /// <summary>Takes the start of the client out of the start of the host.</summary>
    /// <param name="services">The services of the front-end.</param>
    /// <param name="before">Those that were there before the client's.</param>
    internal static void Add(IServiceCollection services, IReadOnlySet<ServiceDescriptor> before)
    {
        services.Remove(services.Single(one => one.ServiceType == typeof(IHostedService) && !before.Contains(one)));
        services.AddSingleton<LateConnection>();
        services.AddHostedService(provider => provider.GetRequiredService<LateConnection>());
    }

    /// <summary>Answers what needs the cluster with 503 until it was found.</summary>
    internal Task GateAsync(HttpContext context, RequestDelegate next) => IsOpen || !NeedsCluster(context.Request.Path)
        ? next(context)
        : ProblemForms.AnswerAsync(context, _notYet);

    /// <exception cref="GraphException">Transient: the cluster was not found yet.</exception>
    internal void ThrowIfNotOpen()
    {
        if (!IsOpen)
        {
            throw new GraphException(_notYet.Detail, isTransient: true);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (IsOpen)
        {
            await ((IHostedService)client).StopAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Schema.PrepareAsync(settings.ConnectionString!, settings, time, Console.Error, stoppingToken);
            await ((IHostedService)client).StartAsync(stoppingToken);
            _opened.SetResult();
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
        catch (Exception e)
        {
            Failure = e.Message;
            lifetime.StopApplication();
        }
    }

    // The files of the pages, and the form for a token, need no graph.
    private static bool NeedsCluster(PathString path) => path == "/"
        || (path.StartsWithSegments("/explore", out PathString page) && !page.StartsWithSegments("/assets") && !page.StartsWithSegments("/sign-in"))
        || path.StartsWithSegments("/api/v1") || path.StartsWithSegments("/api/0") || path.StartsWithSegments(DashboardRoutes.Path);
}
