using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using ReplayGraph.Silo.Tls;

namespace ReplayGraph.Silo.Tests.Tls;

public sealed class ClusterTlsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("replaygraph-tls-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void OnlyCertificatesOfTheAuthorityAreOfTheCluster()
    {
        using var authority = new Authority("ours");
        using var other = new Authority("theirs");
        var tls = new TlsOptions();
        ClusterTls.Configure(Files(authority, authority.Issue()), tls);
        Assert.NotNull(tls.RemoteCertificateValidation);
        Assert.True(tls.RemoteCertificateValidation(authority.Issue(), null, default));
        Assert.False(tls.RemoteCertificateValidation(other.Issue(), null, default));
        Assert.Equal(RemoteCertificateMode.RequireCertificate, tls.RemoteCertificateMode);
    }

    [Fact]
    public void WhatDoesNotFitIsAFault()
    {
        using var authority = new Authority("ours");
        using var other = new Authority("theirs");
        Assert.Null(ClusterTls.Validate(Files(authority, authority.Issue())));
        Assert.NotNull(ClusterTls.Validate(Files(authority, other.Issue())));
        TlsSettings settings = Files(authority, authority.Issue());
        File.WriteAllText(settings.Authority, "nothing");
        Assert.Contains("no certificate", ClusterTls.Validate(settings), StringComparison.Ordinal);
        File.WriteAllText(settings.Key, "nothing");
        Assert.NotNull(ClusterTls.Validate(settings));
    }

    private TlsSettings Files(Authority authority, X509Certificate2 own)
    {
        return new(
            Write("tls.crt", own.ExportCertificatePem()),
            Write("tls.key", own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            Write("ca.crt", authority.Pem),
            RequireClientCertificate: true);

        string Write(string name, string text)
        {
            string path = Path.Combine(_folder.FullName, name);
            File.WriteAllText(path, text);
            return path;
        }
    }

    private sealed class Authority : IDisposable
    {
        private readonly X509Certificate2 _certificate;
        private int _serial;

        internal Authority(string name)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            _certificate = request.CreateSelfSigned(From, From.AddDays(2));
        }

        internal string Pem => _certificate.ExportCertificatePem();

        private static DateTimeOffset From { get; } = TimeProvider.System.GetUtcNow().AddDays(-1);

        internal X509Certificate2 Issue()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256);
            return request.Create(_certificate, From, From.AddDays(2), [(byte)++_serial]).CopyWithPrivateKey(key);
        }

        public void Dispose() => _certificate.Dispose();
    }
}
