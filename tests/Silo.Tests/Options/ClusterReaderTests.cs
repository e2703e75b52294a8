using System.Net;
using Microsoft.Extensions.Configuration;
using ReplayGraph.Api.Options;
using ReplayGraph.Silo.Options;

namespace ReplayGraph.Silo.Tests.Options;

public sealed class ClusterReaderTests
{
    private const string Database = "Host=db;Database=replaygraph;Username=someone;Password=sesame";

    [Fact]
    public void NothingIsNeeded()
    {
        (ClusterSettings settings, IReadOnlyList<string> faults) = Read(Pod.None);
        Assert.Empty(faults);
        Assert.Equal(
            new ClusterSettings { SiloName = $"{Environment.MachineName}:11111" },
            settings);
        Assert.Equal((Role.Both, true, true), (settings.Role, settings.HasSilo, settings.HasApi));
    }

    [Theory]
    [InlineData("both", true, true)]
    [InlineData("Silo", true, false)]
    [InlineData("api", false, true)]
    public void ARoleSaysWhatIsThere(string role, bool hasSilo, bool hasApi)
    {
        (ClusterSettings settings, IReadOnlyList<string> faults) = Read(Pod.None, ("Role", role), ("ConnectionString", Database));
        Assert.Empty(faults);
        Assert.Equal((hasSilo, hasApi), (settings.HasSilo, settings.HasApi));
    }

    [Fact]
    public void APodTellsItsNameAndAddress()
    {
        var pod = new Pod("silo-2", "10.1.2.3", "graphs");
        (ClusterSettings settings, _) = Read(pod);
        Assert.Equal(
            ("silo-2", IPAddress.Parse("10.1.2.3"), 5), (settings.SiloName, settings.AdvertisedAddress, settings.DrainSeconds));
        (settings, _) = Read(pod, ("SiloName", "mine"), ("AdvertisedAddress", "::1"), ("DrainSeconds", "0"));
        Assert.Equal(("mine", IPAddress.IPv6Loopback, 0), (settings.SiloName, settings.AdvertisedAddress, settings.DrainSeconds));
    }

    [Fact]
    public void AnAddressMayBeAName()
    {
        (ClusterSettings settings, IReadOnlyList<string> faults) = Read(Pod.None, ("AdvertisedAddress", "localhost"));
        Assert.Empty(faults);
        Assert.True(IPAddress.IsLoopback(settings.AdvertisedAddress));
    }

    [Fact]
    public void AllFaultsAreSaidAtOnce()
    {
        (_, IReadOnlyList<string> faults) = Read(
            Pod.None,
            ("Role", "api"), ("ClusterId", "a b"), ("ServiceId", ""), ("SiloPort", "0"), ("GatewayPort", "70000"), ("Prot", "1"),
            ("AdvertisedAddress", "0.0.0.0"), ("ProbeSeconds", "-1"), ("DrainSeconds", "soon"), ("Dashboard", "maybe"), ("CacheBytes", "1000"),
            ("Tls:Certificate", "/nowhere/tls.crt"), ("Tls:Kye", "x"));
        string[] expected =
        [
            "Cluster:Prot is unknown; known keys are", "Role needs a ConnectionString", "ClusterId 'a b'", "ServiceId ''", "SiloPort '0'",
            "GatewayPort '70000'", "AdvertisedAddress '0.0.0.0'", "ProbeSeconds '-1'", "DrainSeconds 'soon'", "Dashboard 'maybe'", "CacheBytes '1000'",
            "Tls:Kye is unknown; did you mean ReplayGraph:Cluster:Tls:Key?",
            "'/nowhere/tls.crt' does not exist", "Tls:Key is required", "Tls:Authority is required",
        ];
        Assert.All(expected, fault => Assert.Contains(faults, said => said.Contains(fault, StringComparison.Ordinal)));
        Assert.Equal(expected.Length, faults.Count);
    }

    [Theory]
    [InlineData("Hots=db;Password=sesame", "is not a connection string of Npgsql")]
    [InlineData("Host=db;Password=sesame;Hots=", "is not a connection string of Npgsql")]
    [InlineData("Password=sesame", "has no Host")]
    public void AWrongConnectionStringIsNotRepeated(string text, string fault)
    {
        (_, IReadOnlyList<string> faults) = Read(Pod.None, ("ConnectionString", text));
        Assert.Contains(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void OnePortIsNotTwo()
    {
        (_, IReadOnlyList<string> faults) = Read(Pod.None, ("SiloPort", "2000"), ("GatewayPort", "2000"));
        Assert.Contains("GatewayPort", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void ASpoolHasAFolderAndBounds()
    {
        (ClusterSettings settings, IReadOnlyList<string> faults) = Read(
            Pod.None, ("Role", "api"), ("ConnectionString", Database), ("Spool:Folder", "spool"), ("Spool:MaxHours", "24"));
        Assert.Empty(faults);
        Assert.Equal(new SpoolSettings("spool", 1L << 30, 24), settings.Spool);
        Assert.True(settings.ServesEarly);
        (_, faults) = Read(Pod.None, ("Spool:MaxBytes", "1"), ("Spool:MaxHours", "0"));
        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, fault => fault.Contains("Spool:Folder is required", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("Spool needs a ConnectionString", StringComparison.Ordinal));
        (settings, faults) = Read(Pod.None, ("Role", "silo"), ("ConnectionString", Database), ("Spool:Folder", "spool"));
        Assert.Contains("the role api or both", Assert.Single(faults), StringComparison.Ordinal);
        Assert.False(settings.ServesEarly);
    }

    private static (ClusterSettings Settings, IReadOnlyList<string> Faults) Read(Pod pod, params (string Name, string Value)[] given)
    {
        IConfigurationRoot all = new ConfigurationBuilder()
            .AddInMemoryCollection(given.Select(one => KeyValuePair.Create("ReplayGraph:Cluster:" + one.Name, (string?)one.Value)))
            .Build();
        var values = new OptionValues();
        ClusterOptionNames.All.Check(all.GetSection("ReplayGraph"), values);
        return (ClusterReader.Read(all.GetSection("ReplayGraph:Cluster"), pod, values), values.Errors);
    }
}
