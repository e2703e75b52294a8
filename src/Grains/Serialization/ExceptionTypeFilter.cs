using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace ReplayGraph.Grains.Serialization;

/// <summary>
/// Lets exceptions of any type be sent. Orleans wraps storage exceptions when a grain cannot read its state. If those could not be
/// serialized, the caller would get an unrelated failure and not retry.
/// </summary>
internal sealed class ExceptionTypeFilter : ITypeFilter
{
    public bool? IsTypeAllowed(Type type) => type.IsAssignableTo(typeof(Exception)) ? true : null;

    internal static void Allow(IServiceCollection services)
    {
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedExceptionTypeFilter = static _ => true);
        services.AddSingleton<ITypeFilter, ExceptionTypeFilter>();
    }
}
