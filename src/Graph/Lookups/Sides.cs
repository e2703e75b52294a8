using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ReplayGraph.Facts;
using ReplayGraph.Queries;
using ReplayGraph.Traces;

namespace ReplayGraph.Lookups;

/// <summary>The sides of the SDKs of one view. A view shares its names, so each pair is classified only a few times.</summary>
internal sealed class Sides
{
    // Names that differ for each event are not worth keeping.
    private const int MaxKept = 4096;

    private readonly Dictionary<(Name? Platform, Name? Sdk), bool> _known = new(new SameNames());

    /// <inheritdoc cref="Platforms.IsBackend"/>
    internal bool IsBackend(in Observation o)
    {
        if (!_known.TryGetValue((o.Platform, o.Sdk), out bool isBackend))
        {
            isBackend = Platforms.IsBackend(o.Platform?.ToString(), o.Sdk?.ToString());
            if (_known.Count < MaxKept)
            {
                _known[(o.Platform, o.Sdk)] = isBackend;
            }
        }

        return isBackend;
    }

    // Hashing the bytes would take as long as classifying them.
    private sealed class SameNames : IEqualityComparer<(Name? Platform, Name? Sdk)>
    {
        public bool Equals((Name? Platform, Name? Sdk) a, (Name? Platform, Name? Sdk) b) =>
            ReferenceEquals(a.Platform, b.Platform) && ReferenceEquals(a.Sdk, b.Sdk);

        public int GetHashCode([DisallowNull] (Name? Platform, Name? Sdk) pair) =>
            (RuntimeHelpers.GetHashCode(pair.Platform) * 31) + RuntimeHelpers.GetHashCode(pair.Sdk);
    }
}
