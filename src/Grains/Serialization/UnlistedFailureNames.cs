using Orleans.Serialization;

namespace ReplayGraph.Grains.Serialization;

/// <summary>
/// Reads an exception whose type is not in <see cref="FailureTypes"/> as one of an unavailable type, with its message. Its type is not even
/// loaded.
/// </summary>
internal sealed class UnlistedFailureNames : ITypeConverter
{
    public bool TryFormat(Type type, out string formatted)
    {
        formatted = "";
        return false;
    }

    public bool TryParse(string formatted, out Type type)
    {
        type = typeof(UnavailableExceptionFallbackException);
        string name = formatted[..(formatted.IndexOf(',', StringComparison.Ordinal) is >= 0 and var comma ? comma : formatted.Length)];
        return name.EndsWith(nameof(Exception), StringComparison.Ordinal) && !FailureTypes.MayBeListed(name);
    }
}
