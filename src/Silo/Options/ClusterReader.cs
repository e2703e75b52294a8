using System.Net;
using System.Net.Sockets;
using Npgsql;
using ReplayGraph.Api.Options;
using ReplayGraph.Silo.Tls;

namespace ReplayGraph.Silo.Options;

/// <summary>Reads and validates the options of the cluster.</summary>
internal sealed class ClusterReader(IConfigurationSection section, Pod pod, OptionValues values)
{
    /// <summary>Reads the section <c>ReplayGraph:Cluster</c>.</summary>
    /// <param name="section">The section.</param>
    /// <param name="pod">The pod of this process.</param>
    /// <param name="values">Collects the errors.</param>
    internal static ClusterSettings Read(IConfigurationSection section, Pod pod, OptionValues values) =>
        new ClusterReader(section, pod, values).Read();

    private ClusterSettings Read()
    {
        var defaults = new ClusterSettings();
        int siloPort = Port(nameof(ClusterSettings.SiloPort), defaults.SiloPort);
        var settings = new ClusterSettings
        {
            ConnectionString = ConnectionString(),
            Role = Role(),
            ClusterId = Name(nameof(ClusterSettings.ClusterId), defaults.ClusterId),
            ServiceId = Name(nameof(ClusterSettings.ServiceId), defaults.ServiceId),
            SiloName = Name(nameof(ClusterSettings.SiloName), pod.Name ?? $"{Environment.MachineName}:{siloPort}"),
            SiloPort = siloPort,
            GatewayPort = Port(nameof(ClusterSettings.GatewayPort), defaults.GatewayPort),
            AdvertisedAddress = Address(),
            ProbeSeconds = Seconds(nameof(ClusterSettings.ProbeSeconds), defaults.ProbeSeconds, 1, 60),
            StartupSeconds = Seconds(nameof(ClusterSettings.StartupSeconds), defaults.StartupSeconds, 0, 3600),
            DrainSeconds = Seconds(nameof(ClusterSettings.DrainSeconds), pod.Name is null ? defaults.DrainSeconds : 5, 0, 600),
            StopSeconds = Seconds(nameof(ClusterSettings.StopSeconds), defaults.StopSeconds, 1, 600),
            Dashboard = values.Flag(section, nameof(ClusterSettings.Dashboard), defaults.Dashboard),
            CacheBytes = values.Number(section, nameof(ClusterSettings.CacheBytes), defaults.CacheBytes, 1 << 20, 1L << 40),
            Spool = Spool(),
            Tls = Tls(),
        };
        if (settings.SiloPort == settings.GatewayPort)
        {
            values.AddError(section, nameof(ClusterSettings.GatewayPort), "is also the SiloPort");
        }

        if (settings.ConnectionString is null && settings.Role != Options.Role.Both)
        {
            values.AddError(
                section, nameof(ClusterSettings.Role), "needs a ConnectionString: without a database the only role is both");
        }

        if (settings.Spool is not null && (settings.ConnectionString is null || !settings.HasApi))
        {
            values.AddError(
                section, nameof(ClusterSettings.Spool), "needs a ConnectionString and the role api or both: only SDKs' facts are spooled");
        }

        return settings;
    }

    private SpoolSettings? Spool()
    {
        IConfigurationSection spool = section.GetSection(nameof(ClusterSettings.Spool));
        if (!spool.Exists())
        {
            return null;
        }

        string folder = spool[nameof(SpoolSettings.Folder)] ?? "";
        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0', StringComparison.Ordinal))
        {
            values.AddError(spool, nameof(SpoolSettings.Folder), "is required, and must be a path");
        }
        else if (System.IO.File.Exists(folder))
        {
            values.AddError(spool, nameof(SpoolSettings.Folder), $"'{folder}' is a file, not a folder");
        }

        var defaults = new SpoolSettings(folder);
        return defaults with
        {
            MaxBytes = values.Number(spool, nameof(SpoolSettings.MaxBytes), defaults.MaxBytes, 1 << 20, 1L << 40),
            MaxHours = (int)values.Number(spool, nameof(SpoolSettings.MaxHours), defaults.MaxHours, 1, 24 * 90),
        };
    }

    private string? ConnectionString()
    {
        const string name = nameof(ClusterSettings.ConnectionString);
        string? text = section[name];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrWhiteSpace(parsed.Host))
            {
                values.AddError(section, name, "has no Host");
            }
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException)
        {
            // The exception's message may contain the password.
            values.AddError(section, name, "is not a connection string of Npgsql: Host=...;Database=...;Username=...;Password=...");
        }

        return text;
    }

    private Role Role()
    {
        const string name = nameof(ClusterSettings.Role);
        switch (section[name]?.ToLowerInvariant())
        {
            case null or "both":
                return Options.Role.Both;
            case "silo":
                return Options.Role.Silo;
            case "api":
                return Options.Role.Api;
            default:
                values.AddError(section, name, $"'{section[name]}' is not a role; expected both, silo or api");
                return Options.Role.Both;
        }
    }

    // Fits into Orleans' tables, and is legible in logs.
    private string Name(string name, string otherwise)
    {
        string text = section[name] ?? otherwise;
        if (text.Length is 0 or > 150 || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            values.AddError(section, name, $"'{text}' is not a valid name; expected 1 to 150 characters without spaces");
        }

        return text;
    }

    private int Port(string name, int otherwise) => (int)values.Number(section, name, otherwise, 1, 65_535);

    private int Seconds(string name, int otherwise, int min, int max) => (int)values.Number(section, name, otherwise, min, max);

    private IPAddress Address()
    {
        const string name = nameof(ClusterSettings.AdvertisedAddress);
        string? text = section[name] ?? pod.Address;
        if (text is null)
        {
            return IPAddress.Loopback;
        }

        if (IPAddress.TryParse(text, out IPAddress? address))
        {
            if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            {
                values.AddError(section, name, $"'{text}' is not an address that others can reach");
            }

            return address;
        }

        try
        {
            IPAddress[] addresses = Dns.GetHostAddresses(text);
            return Array.Find(addresses, one => one.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            values.AddError(section, name, $"'{text}' is neither an address nor a known host name: {e.Message}");
            return IPAddress.Loopback;
        }
    }

    private TlsSettings? Tls()
    {
        IConfigurationSection tls = section.GetSection(nameof(ClusterSettings.Tls));
        if (!tls.Exists())
        {
            return null;
        }

        var settings = new TlsSettings(
            File(nameof(TlsSettings.Certificate)),
            File(nameof(TlsSettings.Key)),
            File(nameof(TlsSettings.Authority)),
            values.Flag(tls, nameof(TlsSettings.RequireClientCertificate), otherwise: true));
        if (settings.Certificate.Length * settings.Key.Length * settings.Authority.Length > 0
            && ClusterTls.Validate(settings) is { } error)
        {
            values.AddError($"{tls.Path}: {error}");
        }

        return settings;

        string File(string name)
        {
            string path = tls[name] ?? "";
            if (!System.IO.File.Exists(path))
            {
                values.AddError(tls, name, path.Length == 0 ? "is required" : $"'{path}' does not exist");
                return "";
            }

            return path;
        }
    }
}
