using ReplayGraph.Chaos.Networks;

namespace ReplayGraph.Chaos.Faults;

/// <summary>Faults of a network.</summary>
public static class NetworkFaults
{
    /// <summary>Partitions two members.</summary>
    public static Fault Cut(Network network, string one, string other, TimeSpan hold) =>
        Make("cut", $"{one} and {other}", network, [(one, other), (other, one)], hold);

    /// <summary>Drops what the first member sends to the second, but not the other direction.</summary>
    public static Fault CutOneWay(Network network, string from, string to, TimeSpan hold) =>
        Make("cut one way", $"{from} to {to}", network, [(from, to)], hold);

    /// <summary>Partitions a member from the named others only.</summary>
    public static Fault Isolate(Network network, string member, IReadOnlyList<string> others, TimeSpan hold) => Make(
        "isolation", $"{member} from {string.Join(" and ", others)}", network,
        [.. others.SelectMany(other => new[] { (member, other), (other, member) })], hold);

    /// <summary>Delays what a member sends.</summary>
    public static Fault Slow(Network network, string member, TimeSpan hold) => new("slow line", member, hold)
    {
        Victims = [$"{member} to"],
        BeginAsync = () => network.SlowAsync(member),
        EndAsync = () => network.HastenAsync(member),
        HindersStarts = true,
    };

    private static Fault Make(
        string kind, string whom, Network network, (string From, string To)[] ways, TimeSpan hold) =>
        new(kind, whom, hold)
        {
            Victims = [.. ways.Select(way => $"{way.From} to {way.To}")],
            BeginAsync = () => Task.WhenAll(ways.Select(way => network.CutAsync(way.From, way.To))),
            EndAsync = () => Task.WhenAll(ways.Select(way => network.HealAsync(way.From, way.To))),
            HindersStarts = true,
        };
}
