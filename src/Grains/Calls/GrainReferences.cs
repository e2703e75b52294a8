namespace ReplayGraph.Grains.Calls;

/// <summary>
/// References to grains with text keys. Orleans reads the attributes of an interface for each reference, which costs as much as the call; here
/// they are read once.
/// </summary>
internal static class GrainReferences
{
    /// <summary>The grain with a key.</summary>
    internal static T Get<T>(this IGrainFactory grains, string key)
        where T : IGrainWithStringKey
    {
        if (Types<T>.Known is not { } types)
        {
            T first = grains.GetGrain<T>(key);
            var reference = (GrainReference)(object)first;
            Types<T>.Known = new(reference.GrainId.Type, reference.InterfaceType);
            return first;
        }

        return (T)grains.GetGrain(GrainId.Create(types.Grain, key), types.Interface);
    }

    private sealed record GrainTypes(GrainType Grain, GrainInterfaceType Interface);

    private static class Types<T>
    {
        internal static GrainTypes? Known { get; set; }
    }
}
