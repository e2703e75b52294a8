using ReplayGraph.Chaos.Networks;

namespace ReplayGraph.Chaos.Faults;

/// <summary>What happens to a network.</summary>
public static class NetworkFaults
{
    /// <summary>Two members are cut off from each other.</summary>
    public static Fault Cut(Network network, string one, string other, TimeSpan hold) =>
        Make("cut", $"{one} and {other}", network, [(one, other), (other, one)], hold);

    /// <summary>What the first sends does not reach the second; the other way all is as before.</summary>
    public static Fault CutOneWay(Network network, string from, string to, TimeSpan hold) =>
        Make("cut one way", $"{from} to {to}", network, [(from, to)], hold);

    /// <summary>A member is cut off from others, not from those that are not named.</summary>
    public static Fault Isolate(Network network, string member, IReadOnlyList<string> others, TimeSpan hold) => Make(
        "isolation", $"{member} from {string.Join(" and ", others)}", network,
        [.. others.SelectMany(other => new[] { (member, other), (other, member) })], hold);

    /// <summary>What a member sends is late.</summary>
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
