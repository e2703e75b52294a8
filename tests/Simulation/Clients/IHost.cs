using ReplayGraph.Facts;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Clients;

/// <summary>A simulated host, for clients and for fault injection.</summary>
internal interface IHost
{
    /// <summary>Sends facts to a server of the host.</summary>
    /// <returns>Whether answers contain them from now on; if not, they are durable and will be there once the host has settled.</returns>
    /// <exception cref="GraphException">The server rejected them.</exception>
    /// <exception cref="Networks.GoneException">No server is running.</exception>
    ValueTask<bool> IngestAsync(Process client, OrganizationId organization, FactBatch facts);

    /// <summary>The graphs that can be queried now. A query fails if its graph stops being authoritative before it answers.</summary>
    IReadOnlyList<IGraph> Graphs(Process client);

    /// <summary>The most steps between two injected faults.</summary>
    int HarmEvery { get; }

    /// <summary>May inject a fault that is not part of a single call.</summary>
    void Harm();

    /// <summary>Ends all faults. Completes when the host is healthy.</summary>
    Task SettleAsync();

    /// <summary>Frees expired facts.</summary>
    Task SweepAsync();

    /// <summary>Stops or kills everything and restarts it on its durable data.</summary>
    Task RestartAsync();

    /// <summary>Whether a start replays only unexpired facts, so that facts that were superseded by expired ones may reappear.</summary>
    bool TellsItselfAnew { get; }

    /// <summary>Whether a fact reaches its nodes one after the other, so that an answer may contain a part of it.</summary>
    bool HearsInParts { get; }

    /// <summary>The length of the longest queue.</summary>
    int Waiting { get; }
}
