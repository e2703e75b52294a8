using System.Net;
using System.Net.Sockets;

namespace ReplayGraph.Api.Http;

/// <summary>The addresses of the public internet: no private network, no machine's own addresses, no groups.</summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] _others =
    [
        .. "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.168.0.0/16 198.18.0.0/15 224.0.0.0/3"
            .Split(' ').Select(IPNetwork.Parse),
        // ::/96 are :: and ::1, and IPv4 addresses in a form that no network routes; 64:ff9b:1::/48 translates to a network's own addresses.
        .. "::/96 64:ff9b:1::/48 2001::/32 fc00::/7 fe80::/10 fec0::/10 ff00::/8".Split(' ').Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork _translated = IPNetwork.Parse("64:ff9b::/96"), _sixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether an address is one of them. An IPv6 address that leads to an IPv4 address is judged by that.</summary>
    internal static bool Contain(IPAddress address) => address.IsIPv4MappedToIPv6
        ? Contain(address.MapToIPv4())
        : !Array.Exists(_others, network => network.Contains(address)) && (Inner(address) is not { } inner || Contain(inner));

    private static IPAddress? Inner(IPAddress address) => address.AddressFamily != AddressFamily.InterNetworkV6
        ? null
        : _translated.Contains(address)
            ? new(address.GetAddressBytes().AsSpan(12))
            : _sixToFour.Contains(address) ? new(address.GetAddressBytes().AsSpan(2, 4)) : null;
}
