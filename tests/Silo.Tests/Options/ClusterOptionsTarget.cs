using System.Net;
using Microsoft.Extensions.Configuration;
using ReplayGraph.Api.Options;
using ReplayGraph.Fuzz.Options;
using ReplayGraph.Fuzz.Targets;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Tests.Options;

/// <summary>
/// The options of a process of the cluster, as lines of <c>name=value</c>: they are read and within their bounds, or a fault names the
/// value that is wrong; a password is never repeated. It lives here because the others need no Orleans.
/// </summary>
internal sealed class ClusterOptionsTarget : Target
{
    internal override string Name => "cluster-options";

    internal override Shape Shape => Shape.Text;

    internal override int MaxBytes => 1024;

    internal override IEnumerable<byte[]> Seeds => Texts(
        "ConnectionString=Host=db;Port=5432;Database=replaygraph;Username=u;Password=sesame;"
        + "Maximum Pool Size=10;SSL Mode=Require;Timeout=15\nRole=silo",
        "ClusterId=a\nServiceId=b\nSiloName=c\nSiloPort=1\nGatewayPort=2\nAdvertisedAddress=::1\n"
        + "ProbeSeconds=2\nStartupSeconds=0\nDrainSeconds=5",
        "StopSeconds=30\nDashboard=false\nTls:Certificate=/a\nTls:Key=/b\nTls:Authority=/c\nTls:RequireClientCertificate=true\n"
        + "AdvertisedAddress=0.0.0.0",
        "ConnectionString=Host=db\nRole=api\nSpool:Folder=/s\nSpool:MaxBytes=1048576\nSpool:MaxHours=1");

    internal override IEnumerable<string> Words =>
    [
        "ConnectionString=", "Role=", "SiloPort=", "GatewayPort=", "AdvertisedAddress=", "Tls:", "Certificate=", "Spool:", "Folder=", "Host=",
        "Password=", ";", "=",
        "\n", "'", "\"", "Port=", "Timeout=", "Pooling=", "Keepalive=", "Target Session Attributes=", "Load Balance Hosts=", "Search Path=",
        "127.0.0.1", "fe80::1%1",
    ];

    // Npgsql's builder is a dictionary of objects.
    internal override long MaxAllocation(int length) => (256 << 10) + (2048L * length);

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        IConfigurationSection section = OptionsTarget.SectionOf(input.Span);
        if (section["AdvertisedAddress"] is { } address && !IPAddress.TryParse(address, out _))
        {
            // A name would be asked of the network, millions of times.
            return;
        }

        var values = new OptionValues();
        ClusterSettings settings = ClusterReader.Read(section, Pod.None, values);
        BrokenPromiseException.Unless(
            settings.SiloPort is > 0 and <= 65_535 && settings.GatewayPort is > 0 and <= 65_535 && settings.ProbeSeconds > 0
            && settings.StopSeconds > 0 && settings.StartupSeconds >= 0 && settings.DrainSeconds >= 0,
            "options are within their bounds");
        BrokenPromiseException.Unless(values.Errors.Count > 0 || IsSound(settings), "nothing that is wrong goes without a fault");
        BrokenPromiseException.Unless(
            !values.Errors.Any(fault => fault.StartsWith($"{section.Path}:ConnectionString ", StringComparison.Ordinal)
                && fault.Contains("sesame", StringComparison.Ordinal)),
            "a password is not repeated");
    }

    private static bool IsSound(ClusterSettings settings) =>
        settings.SiloPort != settings.GatewayPort && settings.ClusterId.Length > 0 && settings.SiloName.Length > 0
        && !settings.AdvertisedAddress.Equals(IPAddress.Any) && (settings.ConnectionString is not null || settings.Role == Role.Both)
        && (settings.Spool is null || (settings is { ConnectionString: not null, HasApi: true } && settings.Spool.Folder.Length > 0));
}
