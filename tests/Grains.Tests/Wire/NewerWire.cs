using System.Text;
using ReplayGraph.Grains.Ingest;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>What a newer version might send: bytes in which names are replaced by others of the same length, which this version does not know.</summary>
internal static class NewerWire
{
    /// <summary>A call of a method that this version does not have, on a grain that it has.</summary>
    internal static byte[] UnknownMethod() => Renamed(WireSerializer.Write(CallOf("IIngestGrain")), "\"Ingest\"", "\"Digest\"");

    /// <summary>A call of a grain that this version does not have.</summary>
    internal static byte[] UnknownGrain() => Renamed(WireSerializer.Write(CallOf("IIngestGrain")), "replaygraph.ingest", "replaygraph.digest");

    /// <summary>A message as this version reads it, with one more field.</summary>
    internal static byte[] NewField() => Renamed(WireSerializer.Write<object>(new NextMessage(7, "more")), "next", "this");

    /// <summary>The same, and the field has a type that this version does not have.</summary>
    internal static byte[] NewFieldOfANewType() =>
        Renamed(Renamed(WireSerializer.Write<object>(new NextMessage(7, new NextPart(8))), "next", "this"), "part", "trap");

    private static object CallOf(string grain) => Activator.CreateInstance(
        typeof(IIngestGrain).Assembly.GetTypes().First(type => type.Name.StartsWith($"Invokable_{grain}", StringComparison.Ordinal)))!;

    private static byte[] Renamed(byte[] bytes, string name, string by)
    {
        string text = Encoding.Latin1.GetString(bytes);
        Assert.Contains(name, text, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text.Replace(name, by, StringComparison.Ordinal));
    }
}

[GenerateSerializer, Immutable, Alias("replaygraph.test.this")]
internal sealed record ThisMessage([property: Id(0)] int Number);

[GenerateSerializer, Immutable, Alias("replaygraph.test.next")]
internal sealed record NextMessage([property: Id(0)] int Number, [property: Id(1)] object More);

[GenerateSerializer, Immutable, Alias("replaygraph.test.part")]
internal sealed record NextPart([property: Id(0)] int Number);
