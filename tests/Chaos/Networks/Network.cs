using ReplayGraph.Chaos.Servers;
using ReplayGraph.PostgresServer;

namespace ReplayGraph.Chaos.Networks;

/// <summary>
/// A network on this machine that can be partitioned: a namespace for each member, and a bridge that connects them with this process.
/// Packets across a partition go to a nonexistent station, so they are lost, not refused. Needs root and iproute2.
/// </summary>
public sealed class Network : IAsyncDisposable
{
    /// <summary>The name of this process in the network.</summary>
    public const string Client = "client";

    private const string Nobody = "02:00:00:00:00:fe", Inside = "eth0";

    private readonly string _name;
    private readonly string _subnet;
    private readonly List<string> _members = [];
    private readonly EventHandler _onExit;

    private Network(string name, string subnet)
    {
        (_name, _subnet) = (name, subnet);
        _onExit = (_, _) => DisposeAsync().AsTask().GetAwaiter().GetResult();
        // For runs that end without disposal.
        AppDomain.CurrentDomain.ProcessExit += _onExit;
    }

    /// <summary>The way to slow a link down; null if there is none.</summary>
    public string? Slowness { get; private set; }

    /// <summary>Creates a network.</summary>
    /// <exception cref="InvalidOperationException">It cannot be created here; the message states the reason.</exception>
    public static async Task<Network> CreateAsync(IEnumerable<string> members)
    {
        // A bridge's name has at most 15 characters.
        int process = Environment.ProcessId;
        var network = new Network($"rg{process % 10_000_000}", $"10.{200 + (process % 50)}.{process / 50 % 250}");
        try
        {
            await RunAsync("link", "add", network._name, "type", "bridge");
            await RunAsync("addr", "add", $"{network._subnet}.1/24", "dev", network._name);
            await RunAsync("link", "set", network._name, "up");
            foreach (string member in members)
            {
                await network.AddAsync(member);
            }

            network.Slowness = await network.FindSlownessAsync();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>The place of a member.</summary>
    public Place PlaceOf(string member) => new(AddressOf(member), ["ip", "netns", "exec", NamespaceOf(member)]);

    /// <summary>Drops all that one member sends to another.</summary>
    public Task CutAsync(string from, string to) =>
        RunInAsync(from, "neigh", "replace", AddressOf(to), "lladdr", Nobody, "nud", "permanent", "dev", DeviceOf(from));

    /// <summary>Delivers again what one member sends to another.</summary>
    public Task HealAsync(string from, string to) => RunInAsync(from, "neigh", "del", AddressOf(to), "dev", DeviceOf(from));

    /// <summary>Slows down what a member sends.</summary>
    public Task SlowAsync(string member) =>
        RunAsync(["netns", "exec", NamespaceOf(member), "tc", "qdisc", "add", "dev", Inside, "root", .. Slowness!.Split(' ')]);

    /// <summary>Restores the speed of what a member sends.</summary>
    public Task HastenAsync(string member) =>
        RunAsync("netns", "exec", NamespaceOf(member), "tc", "qdisc", "del", "dev", Inside, "root");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= _onExit;
        foreach (string member in _members)
        {
            await SystemCommand.TryAsync("ip", "netns", "del", NamespaceOf(member));
        }

        _members.Clear();
        await SystemCommand.TryAsync("ip", "link", "del", _name);
    }

    private async Task AddAsync(string member)
    {
        _members.Add(member);
        string space = NamespaceOf(member), end = $"{_name}.{_members.Count}";
        await RunAsync("netns", "add", space);
        await RunAsync("link", "add", end, "type", "veth", "peer", "name", Inside, "netns", space);
        await RunAsync("link", "set", end, "master", _name, "up");
        await RunInAsync(member, "link", "set", "lo", "up");
        await RunInAsync(member, "addr", "add", $"{AddressOf(member)}/24", "dev", Inside);
        await RunInAsync(member, "link", "set", Inside, "up");
    }

    // Not every kernel can delay packets; most can at least limit the rate.
    private async Task<string?> FindSlownessAsync()
    {
        foreach (string words in new[] { "netem delay 150ms 100ms loss 1%", "tbf rate 400kbit burst 4kb latency 2s" })
        {
            Slowness = words;
            try
            {
                await SlowAsync(_members[0]);
                await HastenAsync(_members[0]);
                return words;
            }
            catch (InvalidOperationException)
            {
                // Try the next one.
            }
        }

        return null;
    }

    private string NamespaceOf(string member) => $"{_name}-{member}";

    private string DeviceOf(string member) => member == Client ? _name : Inside;

    private string AddressOf(string member) => $"{_subnet}.{(member == Client ? 1 : _members.IndexOf(member) + 2)}";

    private Task RunInAsync(string member, params string[] command) =>
        RunAsync(member == Client ? command : ["-n", NamespaceOf(member), .. command]);

    private static Task RunAsync(params string[] arguments) => SystemCommand.RunAsync("ip", arguments);
}
