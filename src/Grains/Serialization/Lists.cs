namespace ReplayGraph.Grains.Serialization;

/// <summary>Converts lists and sets to arrays; sets are sorted, so that equal sets have equal bytes.</summary>
internal static class Lists
{
    internal static T[] Array<T>(IReadOnlyList<T> list) => list as T[] ?? [.. list];

    internal static T[]? ArrayOrNull<T>(IReadOnlyList<T>? list) => list is null ? null : Array(list);

    internal static byte[] Bytes(ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> own)
        && own.Offset == 0 && own.Count == own.Array!.Length
            ? own.Array
            : bytes.ToArray();

    internal static long[]? Projects(IReadOnlySet<ProjectId>? set) => set is null ? null : [.. set.Select(one => one.Value).Order()];

    internal static IReadOnlySet<ProjectId>? Projects(long[]? sent) =>
        sent is null ? null : new HashSet<ProjectId>(sent.Select(one => new ProjectId(one)));

    internal static string[]? Texts(IReadOnlySet<string>? set) => set is null ? null : [.. set.Order(StringComparer.Ordinal)];

    internal static IReadOnlySet<string>? Texts(string[]? sent) => sent is null ? null : new HashSet<string>(sent, StringComparer.Ordinal);
}
