using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace ReplayGraph.Silo.Tls;

/// <summary>
/// TLS between silos, and between front-ends and silos. Every certificate of the cluster's own authority is trusted, whatever its name:
/// silos are reached by addresses that change.
/// </summary>
internal static class ClusterTls
{
    /// <summary>Validates the files.</summary>
    /// <returns>The error; null if they are valid.</returns>
    internal static string? Validate(TlsSettings settings)
    {
        try
        {
            using X509Certificate2 own = Own(settings);
            return IsTrusted(own, Authority(settings)) ? null : "the certificate was not issued by the authority, or is not valid now";
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>Configures both ends of a connection.</summary>
    internal static void Configure(TlsSettings settings, TlsOptions tls)
    {
        X509Certificate2Collection authority = Authority(settings);
        tls.LocalCertificate = Own(settings);
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateMode = settings.RequireClientCertificate
            ? RemoteCertificateMode.RequireCertificate
            : RemoteCertificateMode.AllowCertificate;
        tls.RemoteCertificateValidation = (certificate, _, errors) =>
            !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) && IsTrusted(certificate, authority);
    }

    private static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authority);
        chain.ChainPolicy.ExtraStore.AddRange(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static X509Certificate2 Own(TlsSettings settings) =>
        X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);

    private static X509Certificate2Collection Authority(TlsSettings settings)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(settings.Authority);
        return certificates.Count > 0
            ? certificates
            : throw new CryptographicException($"'{settings.Authority}' contains no certificate");
    }
}
