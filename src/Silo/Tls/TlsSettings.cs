namespace ReplayGraph.Silo.Tls;

/// <summary>The section <c>ReplayGraph:Cluster:Tls</c>. The files are read once, at start.</summary>
/// <param name="Certificate">This process's certificate, for both ends of a connection, as PEM.</param>
/// <param name="Key">Its private key, as PEM.</param>
/// <param name="Authority">
/// The certificates of the authority that issues the cluster's certificates, as PEM. No other is trusted.
/// </param>
/// <param name="RequireClientCertificate">
/// Whether clients must have a certificate, too (true). Otherwise anyone who reaches the ports is let in.
/// </param>
internal sealed record TlsSettings(string Certificate, string Key, string Authority, bool RequireClientCertificate);
