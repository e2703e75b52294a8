using Orleans.Runtime.Placement;
using ReplayGraph.Cluster.Links;

namespace ReplayGraph.Grains.Pages;

/// <summary>Places a grain on the silo whose number is its key.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class NumberedSiloPlacementAttribute() : PlacementAttribute(new NumberedSilo());

/// <summary>Places a grain on the silo whose number is its key.</summary>
[GenerateSerializer, Immutable, Alias("replaygraph.numbered-silo")]
internal sealed class NumberedSilo : PlacementStrategy
{
    /// <summary>The number of a silo.</summary>
    internal static int NumberOf(SiloAddress silo) => PageTag.NumberOf(silo.GetConsistentHashCode());

    /// <summary>Finds that silo.</summary>
    internal sealed class Director : IPlacementDirector
    {
        /// <exception cref="SiloUnavailableException">That silo is not active.</exception>
        public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
        {
            long number = target.GrainIdentity.GetIntegerKey();
            return Task.FromResult(
                Array.Find(context.GetCompatibleSilos(target), silo => NumberOf(silo) == number)
                ?? throw new SiloUnavailableException($"Silo {number} is not active."));
        }
    }
}
