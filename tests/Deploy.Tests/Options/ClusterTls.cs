namespace ReplayGraph.Silo.Tls;

/// <summary>In place of the program's own, which needs Orleans: certificates are placeholders here, and nothing is asked of them.</summary>
internal static class ClusterTls
{
    /// <summary>What is wrong with the files: only that they are not three.</summary>
    internal static string? Validate(TlsSettings settings) =>
        new HashSet<string>([settings.Certificate, settings.Key, settings.Authority]).Count == 3 ? null : "the files are not three";
}
