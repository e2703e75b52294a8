using ReplayGraph.Facts;
using ReplayGraph.Simulation.Scheduling;

namespace ReplayGraph.Simulation.Clients;

/// <summary>A host under simulation, as clients see it, and as whoever harms it does.</summary>
internal interface IHost
{
    /// <summary>Sends facts to whatever takes them.</summary>
    /// <exception cref="GraphException">Refused.</exception>
    /// <exception cref="Networks.GoneException">Nobody is there.</exception>
    ValueTask<IngestResult> IngestAsync(Process client, OrganizationId organization, FactBatch facts);

    /// <summary>The graphs that may be asked now. An answer that came from one that must not be believed any more fails.</summary>
    IReadOnlyList<IGraph> Graphs(Process client);

    /// <summary>The most things that happen between two times that it is harmed.</summary>
    int HarmEvery { get; }

    /// <summary>Lets something go wrong that has nothing to do with a single call.</summary>
    void Harm();

    /// <summary>Heals what was done to it, and returns when it is as it should be.</summary>
    Task SettleAsync();

    /// <summary>Frees what has expired, and returns when it is done.</summary>
    Task SweepAsync();

    /// <summary>Ends all that runs, one way or another, and returns when it runs again with what its store kept.</summary>
    Task RestartAsync();

    /// <summary>Whether a start tells it anew what has not expired by then: what was superseded by something that has may be back.</summary>
    bool TellsItselfAnew { get; }

    /// <summary>Whether a fact reaches its parts one after the other, so that an answer may tell of some of it.</summary>
    bool HearsInParts { get; }

    /// <summary>The length of its longest queue.</summary>
    int Waiting { get; }
}
