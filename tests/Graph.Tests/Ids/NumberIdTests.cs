using System.Text;

namespace ReplayGraph.Graph.Tests.Ids;

public sealed class NumberIdTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData("007", 7)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void TryParse_Accepts(string text, long value)
    {
        Assert.True(IssueId.TryParse(text, out IssueId issue));
        Assert.True(ProjectId.TryParse(text, out ProjectId project));
        Assert.Equal((value, value), (issue.Value, project.Value));
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.True(IssueId.TryParse(utf8, out IssueId sameIssue) && sameIssue == issue);
        Assert.True(ProjectId.TryParse(utf8, out ProjectId sameProject) && sameProject == project);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("0x1")]
    [InlineData("9223372036854775808")]
    [InlineData("\u0661")]
    public void TryParse_Refuses(string text)
    {
        Assert.False(IssueId.TryParse(text, out IssueId issue));
        Assert.False(ProjectId.TryParse(text, out ProjectId project));
        Assert.True(issue.IsNone && project.IsNone);
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Assert.False(IssueId.TryParse(utf8, out issue) || ProjectId.TryParse(utf8, out project));
        Assert.True(issue.IsNone && project.IsNone);
    }

    [Fact]
    public void ToString_IsDecimal() => Assert.Equal(
        ("9223372036854775807", "12"), (new IssueId(long.MaxValue).ToString(), new ProjectId(12).ToString()));

    [Fact]
    public void WriteTo_IsDecimal()
    {
        byte[] utf8 = new byte[IssueId.MaxLength];
        Assert.Equal("9223372036854775807", Encoding.UTF8.GetString(utf8, 0, new IssueId(long.MaxValue).WriteTo(utf8)));
        Assert.Equal("12", Encoding.UTF8.GetString(utf8, 0, new ProjectId(12).WriteTo(utf8)));
        Assert.Throws<ArgumentException>(() => new ProjectId(12).WriteTo(new byte[1]));
    }
}
