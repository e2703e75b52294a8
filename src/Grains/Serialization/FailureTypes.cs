using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace ReplayGraph.Grains.Serialization;

/// <summary>
/// The exception types that may cross the wire: Orleans' own, <see cref="GraphException"/>, and those of the framework that callers tell
/// apart, or that show a bug, which must not look as if it passed. The list is closed, because the ports are open to every process that
/// reaches them where TLS is off. <see cref="UnlistedFailureCodec"/> sends any other failure as a transient <see cref="GraphException"/>
/// (those of a database driver, for example), and <see cref="UnlistedFailureNames"/> reads one that an older silo sends.
/// </summary>
internal sealed class FailureTypes : ITypeFilter
{
    private static readonly HashSet<string> _orleans = new(StringComparer.Ordinal)
    {
        "Orleans.Core", "Orleans.Core.Abstractions", "Orleans.Runtime", "Orleans.Serialization", "Orleans.Serialization.Abstractions",
    };

    private static readonly HashSet<Type> _types =
    [
        typeof(GraphException),
        typeof(Exception), typeof(AggregateException),
        typeof(OperationCanceledException), typeof(TaskCanceledException), typeof(TimeoutException), typeof(ObjectDisposedException),
        typeof(SocketException), typeof(IOException),
        typeof(ArgumentException), typeof(ArgumentNullException), typeof(ArgumentOutOfRangeException), typeof(FormatException),
        typeof(IndexOutOfRangeException), typeof(InvalidCastException), typeof(InvalidDataException), typeof(InvalidOperationException),
        typeof(KeyNotFoundException), typeof(NotImplementedException), typeof(NotSupportedException), typeof(NullReferenceException),
        typeof(OutOfMemoryException), typeof(OverflowException), typeof(System.Diagnostics.UnreachableException),
    ];

    private static readonly HashSet<string> _names = new(_types.Select(type => type.FullName!), StringComparer.Ordinal);

    public bool? IsTypeAllowed(Type type) => type.IsAssignableTo(typeof(Exception)) ? IsListed(type) : null;

    /// <summary>Closes the list on a silo or a client.</summary>
    internal static void Close(IServiceCollection services)
    {
        services.Configure<ExceptionSerializationOptions>(options =>
        {
            options.SupportedNamespacePrefixes.Clear();
            options.SupportedExceptionTypeFilter = IsListed;
        });
        services.AddSingleton<ITypeFilter, FailureTypes>();
        services.AddSingleton<IGeneralizedCodec, UnlistedFailureCodec>();
        services.AddSingleton<ITypeConverter, UnlistedFailureNames>();
    }

    /// <summary>Whether exceptions of exactly this type may be sent.</summary>
    internal static bool IsListed(Type type) => _types.Contains(type) || _orleans.Contains(type.Assembly.GetName().Name ?? "");

    /// <summary>Whether a type of this name may be on the list; the type itself is checked, too.</summary>
    internal static bool MayBeListed(string name) => _names.Contains(name) || name.StartsWith("Orleans.", StringComparison.Ordinal);
}
