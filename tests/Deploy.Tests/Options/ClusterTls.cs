namespace ReplayGraph.Silo.Tls;

/// <summary>Replaces the program's own class, which needs Orleans. Certificates are placeholders here and are not read.</summary>
internal static class ClusterTls
{
    /// <summary>The fault of the files: only whether they are three distinct ones.</summary>
    internal static string? Validate(TlsSettings settings) =>
        new HashSet<string>([settings.Certificate, settings.Key, settings.Authority]).Count == 3 ? null : "The three files are not distinct.";
}
