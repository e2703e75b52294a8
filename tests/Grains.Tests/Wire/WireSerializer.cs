using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using ReplayGraph.Grains.Traces;
using ReplayGraph.Grains.Serialization;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>Orleans' serializer as silos and clients have it.</summary>
internal static class WireSerializer
{
    private static readonly ServiceProvider _services = Services();

    /// <summary>What goes over the wire.</summary>
    internal static byte[] Write<T>(T value) => _services.GetRequiredService<Serializer>().SerializeToArray(value);

    /// <summary>What comes over the wire.</summary>
    internal static T Read<T>(byte[] bytes) => _services.GetRequiredService<Serializer>().Deserialize<T>(bytes)!;

    /// <summary>There and back.</summary>
    internal static T Cross<T>(T value) => Read<T>(Write(value));

    /// <summary>What a grain of the same silo is handed.</summary>
    internal static T Copy<T>(T value) => _services.GetRequiredService<DeepCopier>().Copy(value)!;

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSerializer(builder => builder.AddAssembly(typeof(ITraceGrain).Assembly));
        services.AddReplayGraphSerialization();
        return services.BuildServiceProvider();
    }
}
