using System.Collections;
using System.Reflection;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>Compares values by content, because records compare lists by reference.</summary>
internal static class Structure
{
    /// <summary>The first difference of two values; null if there is none.</summary>
    internal static string? Difference(object? a, object? b, string at = "")
    {
        if (a is null || b is null)
        {
            return a is null && b is null ? null : $"{at}: {a ?? "null"} and {b ?? "null"}";
        }

        if (a is ReadOnlyMemory<byte> bytes && b is ReadOnlyMemory<byte> others)
        {
            return bytes.Span.SequenceEqual(others.Span) ? null : $"{at}: {bytes.Length} bytes and {others.Length} bytes";
        }

        if (a is IEnumerable list and not string)
        {
            return Difference(Items(list), Items((IEnumerable)b), at);
        }

        Type type = a.GetType();
        if (type.IsPrimitive || type.IsEnum || a is string or UInt128)
        {
            return a.Equals(b) ? null : $"{at}: {a} and {b}";
        }

        return Fields(type)
            .Select(field => Difference(field.GetValue(a), field.GetValue(b), $"{at}.{field.Name}"))
            .FirstOrDefault(difference => difference is not null)
            ?? (type == b.GetType() ? null : $"{at}: {type} and {b.GetType()}");
    }

    private static string? Difference(object?[] a, object?[] b, string at) => a.Length != b.Length
        ? $"{at}: {a.Length} items and {b.Length} items"
        : a.Zip(b).Select((pair, i) => Difference(pair.First, pair.Second, $"{at}[{i}]")).FirstOrDefault(one => one is not null);

    // Sets are unordered.
    private static object?[] Items(IEnumerable list)
    {
        IEnumerable<object?> items = list.Cast<object?>();
        bool isSet = list.GetType().GetInterfaces()
            .Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));
        return isSet ? [.. items.OrderBy(item => item?.ToString(), StringComparer.Ordinal)] : [.. items];
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (Type? at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(own))
            {
                yield return field;
            }
        }
    }
}
