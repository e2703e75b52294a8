using ReplayGraph.Chaos.Servers;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.Chaos.Faults;

/// <summary>Faults of PostgreSQL.</summary>
public static class PostgresFaults
{
    private const string Victim = "postgres";

    /// <summary>Stops and restarts the server.</summary>
    public static Fault Stop(Server server, StopMode mode, TimeSpan hold) =>
        new(mode == StopMode.Immediate ? "database crash" : "database stop", Victim, hold)
        {
            BeginAsync = () => server.StopAsync(mode),
            EndAsync = server.StartAgainAsync,
            HindersStarts = true,
        };

    /// <summary>Pauses all of its processes.</summary>
    public static Fault Pause(Server server, TimeSpan hold) => PauseSome("database pause", server.ProcessIds, hold);

    /// <summary>Pauses one of its processes: a backend or a background writer.</summary>
    public static Fault PauseOne(Server server, int draw, TimeSpan hold) =>
        PauseSome("database process pause", () => One(server, draw), hold);

    /// <summary>Kills one of its processes. PostgreSQL then ends all others and recovers.</summary>
    public static Fault KillOne(Server server, int draw, TimeSpan hold) => new("database process kill", Victim, hold)
    {
        BeginAsync = () => ToAll(One(server, draw), Signals.SendKill),
        EndAsync = () => Task.CompletedTask,
        HindersStarts = true,
    };

    private static Fault PauseSome(string kind, Func<IReadOnlyList<int>> choose, TimeSpan hold)
    {
        IReadOnlyList<int> paused = [];
        return new(kind, Victim, hold)
        {
            BeginAsync = () =>
            {
                paused = choose();
                return ToAll(paused, Signals.SendStop);
            },
            EndAsync = () => ToAll(paused, Signals.SendContinue),
            HindersStarts = true,
        };
    }

    private static Task ToAll(IReadOnlyList<int> processes, Action<int> signal)
    {
        foreach (int process in processes)
        {
            signal(process);
        }

        return Task.CompletedTask;
    }

    // Not the postmaster, which is the first. During recovery there may be no other.
    private static IReadOnlyList<int> One(Server server, int draw) =>
        server.ProcessIds() is { Count: > 1 } all ? [all[1 + (draw % (all.Count - 1))]] : [];
}
