namespace ReplayGraph.Graph.Tests.Ids;

public sealed class OrganizationIdTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("acme-eu_2")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123")]
    public void Parse_Accepts(string text) => Assert.Equal(text, OrganizationId.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("_a")]
    [InlineData("Acme")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("\u00FC")]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901234")]
    public void Parse_Refuses(string text)
    {
        Assert.False(OrganizationId.TryParse(text, out _));
        Assert.Contains(text, Assert.Throws<FormatException>(() => OrganizationId.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_NamesNone() => Assert.Throws<InvalidOperationException>(() => default(OrganizationId).ToString());

    [Fact]
    public void Equality_IsByText() => Assert.Equal(OrganizationId.Default, OrganizationId.Parse("default"));
}
