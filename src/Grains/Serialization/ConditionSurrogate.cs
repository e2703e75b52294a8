using System.Diagnostics;
using System.Globalization;
using ReplayGraph.Queries;

namespace ReplayGraph.Grains.Serialization;

/// <summary>The kind of a condition. The numbers are part of the wire format and never change.</summary>
internal enum ConditionKind : byte
{
    All = 1,
    Any = 2,
    Not = 3,
    Is = 4,
    InRange = 5,
}

[GenerateSerializer, Immutable, Alias("replaygraph.wire.condition")]
internal sealed class ConditionSurrogate
{
    [Id(0)]
    public ConditionKind Kind { get; set; }

    [Id(1)]
    public ConditionSurrogate[] Of { get; set; } = [];

    [Id(2)]
    public byte Field { get; set; }

    [Id(3)]
    public string[] Values { get; set; } = [];

    internal static ConditionSurrogate? From(Condition? condition) => condition switch
    {
        null => null,
        Condition.All all => new() { Kind = ConditionKind.All, Of = From(all.Of) },
        Condition.Any any => new() { Kind = ConditionKind.Any, Of = From(any.Of) },
        Condition.Not not => new() { Kind = ConditionKind.Not, Of = [From(not.Of)!] },
        Condition.Is one => new() { Kind = ConditionKind.Is, Field = (byte)one.Field, Values = Lists.Array(one.Values) },
        Condition.InRange range => new()
        {
            Kind = ConditionKind.InRange,
            Field = (byte)range.Number,
            Values = [Text(range.Bounds.Min), Text(range.Bounds.Max)],
        },
        _ => throw new UnreachableException(),
    };

    internal Condition ToCondition() => Kind switch
    {
        ConditionKind.All => new Condition.All(Array.ConvertAll(Of, one => one.ToCondition())),
        ConditionKind.Any => new Condition.Any(Array.ConvertAll(Of, one => one.ToCondition())),
        ConditionKind.Not => new Condition.Not(Of[0].ToCondition()),
        ConditionKind.Is => new Condition.Is((EventField)Field, Values),
        ConditionKind.InRange => new Condition.InRange((EventNumber)Field, new(Number(Values[0]), Number(Values[1]))),
        _ => throw new InvalidDataException($"Unknown condition kind {Kind}."),
    };

    // As text, because a new member would change the bytes of every other condition.
    private static string Text(long? bound) => bound?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static long? Number(string text) => text.Length == 0 ? null : long.Parse(text, CultureInfo.InvariantCulture);

    private static ConditionSurrogate[] From(IReadOnlyList<Condition> of) => [.. of.Select(one => From(one)!)];
}
