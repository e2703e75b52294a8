using System.Net.Sockets;
using Npgsql;
using ReplayGraph.Postgres.Connections;

namespace ReplayGraph.Postgres.Tests;

/// <summary>Descriptions of failures, which reach the log and API clients.</summary>
public sealed class FailureTests
{
    [Fact]
    public void ServerError_IsItsStateAndText_WithoutDetails() => Assert.Equal(
        "57P03: the database system is starting up",
        Failures.Describe(new PostgresException("the database system is starting up", "FATAL", "FATAL", "57P03", detail: "more\nlines")));

    [Fact]
    public void ConnectionFailure_NamesItsCause()
    {
        var way = new SocketException((int)SocketError.ConnectionRefused);

        string text = Failures.Describe(new NpgsqlException("Failed to connect to db:5432", way));

        Assert.Equal($"Failed to connect to db:5432: {way.Message}", text);
    }
}
