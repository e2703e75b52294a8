using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using ReplayGraph.Grains.Serialization;
using ReplayGraph.Grains.Traces;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>The Orleans serializer as configured on silos and clients.</summary>
internal static class WireSerializer
{
    private static readonly ServiceProvider _services = Services();

    /// <summary>Serializes a value.</summary>
    internal static byte[] Write<T>(T value) => _services.GetRequiredService<Serializer>().SerializeToArray(value);

    /// <summary>Deserializes a value.</summary>
    internal static T Read<T>(byte[] bytes) => _services.GetRequiredService<Serializer>().Deserialize<T>(bytes)!;

    /// <summary>Serializes and deserializes a value.</summary>
    internal static T RoundTrip<T>(T value) => Read<T>(Write(value));

    /// <summary>Copies a value as a call within a silo does.</summary>
    internal static T Copy<T>(T value) => _services.GetRequiredService<DeepCopier>().Copy(value)!;

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSerializer(builder => builder.AddAssembly(typeof(ITraceGrain).Assembly));
        services.AddReplayGraphSerialization();
        return services.BuildServiceProvider();
    }
}
