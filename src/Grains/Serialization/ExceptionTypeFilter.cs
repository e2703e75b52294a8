using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace ReplayGraph.Grains.Wire;

/// <summary>
/// Lets failures of any type cross. Orleans wraps the database's in its own where a grain cannot read its settings; if it refused to send
/// that, the caller would take the silence for a fault of ours, and nobody would try again.
/// </summary>
internal sealed class FailureTypes : ITypeFilter
{
    /// <inheritdoc/>
    public bool? IsTypeAllowed(Type type) => type.IsAssignableTo(typeof(Exception)) ? true : null;

    internal static void Allow(IServiceCollection services)
    {
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedExceptionTypeFilter = static _ => true);
        services.AddSingleton<ITypeFilter, FailureTypes>();
    }
}
