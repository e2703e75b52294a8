using System.Collections;
using System.Reflection;
using ReplayGraph.Facts;

namespace ReplayGraph.Conformance.Generation;

/// <summary>
/// Facts drawn from a seed. Projects, traces, events, issues, names, replays and times are so few that most facts interact:
/// events are observed again with other fields, and merged, moved and deleted at equal times, on both sides of a cut-off,
/// or at the millisecond of their expiry.
/// </summary>
/// <param name="Seed">The seed.</param>
/// <param name="Facts">The facts.</param>
public sealed record Deck(int Seed, IReadOnlyList<IFact> Facts)
{
    /// <summary>Draws facts.</summary>
    public static Deck Draw(int seed, int count)
    {
        var draw = new FactDraw(new Random(seed), isPlain: seed % 2 == 1);
        return new Deck(seed, [.. Enumerable.Range(0, count).Select(_ => draw.Next())]);
    }

    /// <summary>Draws facts of many replays, so that shared nodes have many links.</summary>
    public static Deck DrawHot(int seed, int count)
    {
        var draw = new FactDraw(new Random(seed), isPlain: true, replays: 24);
        return new Deck(seed, [.. Enumerable.Range(0, count).Select(_ => draw.NextLinked())]);
    }

    /// <summary>Draws facts of many events, so that most are observed once and listed once.</summary>
    public static Deck DrawWide(int seed, int count)
    {
        var draw = new FactDraw(new Random(seed), isPlain: true, events: 24);
        return new Deck(seed, [.. Enumerable.Range(0, count).Select(_ => draw.NextListed())]);
    }

    /// <summary>The same facts in another order, with some repeated.</summary>
    public Deck Shuffled(int seed)
    {
        var random = new Random(seed);
        List<IFact> facts = [.. Facts, .. Facts.Where(_ => random.Next(4) == 0)];
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(facts));
        return this with { Facts = facts };
    }

    /// <summary>The facts in their order, in batches of 1 to 8.</summary>
    public IEnumerable<FactBatch> Batches(int seed)
    {
        var random = new Random(seed);
        for (int at = 0; at < Facts.Count;)
        {
            int count = Math.Min(random.Next(1, 9), Facts.Count - at);
            yield return Conformance.Batches.Of(Facts.Skip(at).Take(count));
            at += count;
        }
    }

    /// <summary>Smaller decks, the smallest first: without a half, a quarter, down to a single fact.</summary>
    public IEnumerable<Deck> Smaller()
    {
        for (int size = (Facts.Count + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2)
        {
            for (int at = 0; at < Facts.Count; at += size)
            {
                yield return this with { Facts = [.. Facts.Take(at), .. Facts.Skip(at + size)] };
            }
        }
    }

    /// <summary>The seed, and a line for each fact.</summary>
    public override string ToString() => $"seed {Seed}, {Facts.Count} facts:\n{Describe(Facts)}";

    /// <summary>A line for each fact.</summary>
    public static string Describe(IEnumerable<IFact> facts) => string.Join('\n', facts.Select(Describe));

    private static string Describe(IFact fact)
    {
        IEnumerable<string> fields =
            from PropertyInfo property in fact.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            let text = Describe(property.GetValue(fact))
            where property.Name != nameof(IFact.Kind) && text is not ("" or "0" or "None" or "False" or "1970-01-01T00:00:00.000Z")
            select $"{property.Name} {text}";
        return $"  {fact.Kind}: {string.Join(", ", fields)}";
    }

    private static string Describe(object? value) => value switch
    {
        null => "",
        Array { Length: 0 } => "",
        Array array => $"[{string.Join(" ", ((IEnumerable)array).Cast<object>().Select(Describe))}]",
        UInt128 number => number == default ? "" : number.ToString("x32"),
        EventId id => id.IsNone ? "" : id.ToString(),
        TraceId id => id.IsNone ? "" : id.ToString(),
        ReplayId id => id.IsNone ? "" : id.ToString(),
        _ => value.ToString() ?? "",
    };
}
