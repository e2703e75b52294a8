using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>A sender that lets exceptions of any type out, as silos once did, or a hostile one does.</summary>
internal static class OpenWire
{
    internal static byte[] Write(Exception failure)
    {
        var services = new ServiceCollection();
        services.AddSerializer();
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedExceptionTypeFilter = static _ => true);
        services.AddSingleton<ITypeFilter, Anything>();
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<Serializer>().SerializeToArray(failure);
    }

    private sealed class Anything : ITypeFilter
    {
        public bool? IsTypeAllowed(Type type) => true;
    }
}
