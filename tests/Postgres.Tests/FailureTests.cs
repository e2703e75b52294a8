using System.Net.Sockets;
using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Tests;

/// <summary>The words of failures, which reach the log and whoever called the API.</summary>
public sealed class FailureTests
{
    [Fact]
    public void Refusal_IsItsStateAndText_WithoutItsDetails() => Assert.Equal(
        "57P03: the database system is starting up",
        Failures.Describe(new PostgresException("the database system is starting up", "FATAL", "FATAL", "57P03", detail: "more\nlines")));

    [Fact]
    public void LostWay_IsNamed()
    {
        var way = new SocketException((int)SocketError.ConnectionRefused);

        string words = Failures.Describe(new NpgsqlException("Failed to connect to db:5432", way));

        Assert.Equal($"Failed to connect to db:5432: {way.Message}", words);
    }
}
