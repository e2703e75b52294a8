using ReplayGraph.Conformance.Sources;

namespace ReplayGraph.Deploy.Tests.Images;

public sealed class NoticesTests
{
    [Theory]
    [InlineData("ReplayGraph.Standalone")]
    [InlineData("replaygraph")]
    public void EveryShippedPackageHasANotice(string program) => Assert.Empty(ThirdPartyNotices.Missing(program));

    [Theory]
    [InlineData("cluster")]
    [InlineData("embedded")]
    [InlineData("cli")]
    public void AnImageHoldsLicenceAndNotices(string target) => Assert.Contains(
        Dockerfile.Lineage(target).SelectMany(stage => stage.All("COPY")),
        copy => copy.StartsWith("LICENSE THIRD-PARTY-NOTICES.md ", StringComparison.Ordinal));
}
