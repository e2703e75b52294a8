using System.Net.Sockets;
using Npgsql;
using ReplayGraph.Conformance;
using ReplayGraph.Silo.Database;

namespace ReplayGraph.Silo.Tests.Database;

public sealed class PreparationTests
{
    private readonly StringWriter _said = new();

    [Fact]
    public async Task WaitsForADatabaseThatIsNotThereYet()
    {
        int tries = 0;
        await Run(_ => ++tries < 4 ? throw Refused("57P03", "the database system is starting up") : Task.CompletedTask);
        Assert.Equal(4, tries);
        string[] lines = _said.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("Waiting for the database (0 of 60 s)", lines[0], StringComparison.Ordinal);
        Assert.Contains("starting up", lines[0], StringComparison.Ordinal);
        Assert.Contains("ready", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GivesUpInTheEndAndSaysWhatAndWhere()
    {
        DatabaseMissingException e = await Assert.ThrowsAsync<DatabaseMissingException>(
            () => Run(_ => throw new GraphException("migration", isTransient: true, Refused("3D000", "no such database"))));
        Assert.Contains("the database was not ready for 60 s", e.Message, StringComparison.Ordinal);
        Assert.Contains("no such database", e.Message, StringComparison.Ordinal);
        Assert.InRange(_said.ToString().Split('\n').Length, 3, 8);
    }

    [Fact]
    public async Task SaysWhyItCannotConnect()
    {
        var way = new SocketException((int)SocketError.ConnectionRefused);
        DatabaseMissingException e = await Assert.ThrowsAsync<DatabaseMissingException>(
            () => Run(_ => throw new NpgsqlException("Failed to connect to db:5432", way)));
        Assert.EndsWith($"Failed to connect to db:5432: {way.Message}", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("42501")]
    [InlineData("42601")]
    public async Task DoesNotWaitForWhatWaitingDoesNotChange(string state)
    {
        int tries = 0;
        await Assert.ThrowsAsync<DatabaseMissingException>(() => Run(_ =>
        {
            tries++;
            throw Refused(state, "no");
        }));
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task ANewerSchemaIsRefusedAtOnce()
    {
        DatabaseMissingException e = await Assert.ThrowsAsync<DatabaseMissingException>(
            () => Run(_ => throw new GraphException("has a migration that is not known", isTransient: false)));
        Assert.Contains("cannot be used: has a migration", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAddressHoldsNoPassword() => Assert.Equal(
        "PostgreSQL at db:5433, database 'graph', user 'someone'",
        DatabaseAddress.Of("Host=db;Port=5433;Database=graph;Username=someone;Password=sesame"));

    private static PostgresException Refused(string state, string message) => new(message, "FATAL", "FATAL", state);

    private Task Run(Func<CancellationToken, Task> prepare) =>
        new Preparation("the database", TimeSpan.FromMinutes(1), new ImpatientTime(), _said).RunAsync(prepare);
}
