using ReplayGraph.Postgres.Migrations;

namespace ReplayGraph.Postgres.Tests;

public sealed class MigrationHeaderTests
{
    [Theory]
    [InlineData("-- migration: expand\nSELECT 1", 0)]
    [InlineData("-- migration: expand\r\nSELECT 1", 0)]
    [InlineData("-- migration: contract, requires 0011\n-- Nothing reads it.\nSELECT 1", 11)]
    public void Header_StatesWhichProgramsGoOn(string sql, int requires) => Assert.Equal(requires, Of(12, sql).Requires);

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("-- A comment.\n-- migration: expand\nSELECT 1")]
    [InlineData("-- migration: expands\nSELECT 1")]
    [InlineData("-- migration: contract\nSELECT 1")]
    [InlineData("-- migration: contract, requires 11\nSELECT 1")]
    public void Header_Invalid_IsRejected(string sql) =>
        Assert.Contains("0012_next does not begin with", Assert.Throws<InvalidOperationException>(() => Of(12, sql)).Message);

    // What a program needs must have been there for a whole version, or no rolling upgrade can reach it.
    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    public void Contract_RequiresAnEarlierMigration(int requires) => Assert.Contains(
        "expand first, contract later",
        Assert.Throws<InvalidOperationException>(() => Of(12, $"-- migration: contract, requires {requires:d4}\nSELECT 1")).Message);

    [Fact]
    public void First_HaveNoHeader_BecauseDatabasesHoldTheirChecksums() =>
        Assert.All(Migration.All.Take(10), one => Assert.Equal(0, one.Requires));

    private static Migration Of(int number, string sql) => new(number, $"{number:d4}_next", sql);
}
