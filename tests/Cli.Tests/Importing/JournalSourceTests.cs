using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Cli.Importing;
using ReplayGraph.Cli.Tests.Running;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Embedded;
using ReplayGraph.Facts;

namespace ReplayGraph.Cli.Tests.Importing;

/// <summary>A data folder moves to another program: whatever was asked of the first is answered the same by the second.</summary>
public sealed class JournalSourceTests
{
    private static readonly OrganizationId _other = OrganizationId.Parse("other");

    [Fact]
    public async Task AServerAnswersAsTheFolderDid()
    {
        using var place = new Workplace();
        const string token = "a-token-of-some-length";
        Ran facts = await place.RunAsync("generate", "3000", "--answers", place["answers"]);
        await place.RunAsync("import", place.Write("facts", facts.Output));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        await using ServerProcess server = await ServerProcess.StartAsync(
            place["second"],
            "--ReplayGraph:Organizations:acme:Tokens:0:Hash", hash,
            "--ReplayGraph:Organizations:acme:Tokens:0:Scopes", "admin");

        string[] to = ["--server", server.Address, "--org", "acme", "--token", token];
        Ran ran = await place.RunAsync(["import", place.Data, "--from-org", "default", .. to]);
        Assert.True(ran.Code == 0, ran.Error);
        Assert.Contains(" 0 duplicates, 0 expired, 0 rejected", ran.Error, StringComparison.Ordinal);
        Ran compared = await place.RunAsync(["compare", place["answers"], .. to]);
        Assert.True(compared.Code == 0, compared.Text + compared.Error);

        Ran again = await place.RunAsync(["import", place.Data, "--from-org", "default", "--gzip", .. to]);
        Assert.Contains($"{place.Data}: 0 new, ", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryQuestionHasTheSameAnswerAsBefore()
    {
        using var place = new Workplace();
        for (int seed = 0; seed < 10; seed++)
        {
            var deck = Deck.Draw(seed, 60);
            (string first, string second) = (place[$"first-{seed}"], place[$"second-{seed}"]);
            await using (EmbeddedGraph graph = Open(first))
            {
                foreach (FactBatch batch in deck.Batches(seed))
                {
                    await graph.IngestAsync(World.Organization, batch);
                }
            }

            Ran ran = await place.RunAsync("import", first, "--data", second, "--org", World.Organization.ToString());
            Assert.True(ran.Code == 0, ran.Error);
            await using EmbeddedGraph before = Open(first);
            await using EmbeddedGraph after = Open(second);
            foreach (Question question in Question.Standing())
            {
                Assert.True(await question.AskAsync(before) == await question.AskAsync(after), $"{question.Text}, {deck}");
            }
        }
    }

    [Fact]
    public async Task OneOrganizationAtATime()
    {
        using var place = new Workplace();
        await FillAsync(place.Data, World.Organization, 3);
        await FillAsync(place.Data, _other, 5);

        Ran none = await place.RunAsync("import", place.Data, "--data", place["second"]);
        Assert.Equal(2, none.Code);
        Assert.Contains(
            "has no facts of organization default; choose one that it has with --from-org: acme, other", none.Error, StringComparison.Ordinal);

        Ran one = await place.RunAsync("import", place.Data, "--from-org", "other", "--data", place["second"]);
        Assert.Equal(0, one.Code);
        Assert.Contains("5 new, 0 duplicates, 0 expired, 0 rejected", one.Error, StringComparison.Ordinal);
        Assert.Contains("skipped 3 facts of organization acme; ", one.Error, StringComparison.Ordinal);

        Assert.Equal(2, (await place.RunAsync("import", place.Data, "--from-org", "No Slug")).Code);
    }

    [Fact]
    public async Task PiecesAreWholeLinesOfBoundedSize()
    {
        using var place = new Workplace();
        await FillAsync(place.Data, _other, 500);
        await FillAsync(place.Data, _other, 7);
        await using var source = JournalSource.Open(place.Data, _other, pieceBytes: 1000);
        int lines = 0;
        while (await source.ReadAsync(default) is { } piece)
        {
            using (piece)
            {
                Assert.Equal(lines + 1, piece.FirstLine);
                Assert.InRange(piece.Bytes.Length, 1, 1000);
                Assert.Equal((byte)'\n', piece.Bytes.Span[^1]);
                lines += piece.Bytes.Span.Count((byte)'\n');
            }
        }

        Assert.Equal(507, lines);
        Assert.InRange(source.Position, source.Length!.Value / 2, source.Length.Value);
    }

    [Fact]
    public async Task AFolderThatServesIsLeftAlone()
    {
        using var place = new Workplace();
        await using EmbeddedGraph graph = Open(place.Data);
        Ran ran = await place.RunAsync("import", place.Data, "--data", place["second"]);
        Assert.Equal(3, ran.Code);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"in use by process {Environment.ProcessId}"), ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingInTheFolderIsChanged()
    {
        using var place = new Workplace();
        await FillAsync(place.Data, _other, 5);
        string journal = Directory.GetFiles(place.Data, "journal-*").Single();
        byte[] torn = File.ReadAllBytes(journal)[..^7];
        File.WriteAllBytes(journal, torn);
        await FillAsync(place["second"], _other, 1);
        string[] files = [.. Directory.GetFiles(place.Data).Order()];

        Ran ran = await place.RunAsync("import", place.Data, "--org", "other", "--data", place["second"]);
        Assert.Equal(0, ran.Code);
        Assert.Contains("unfinished write", ran.Error, StringComparison.Ordinal);
        Assert.Equal(torn, File.ReadAllBytes(journal));
        Assert.Equal(files, Directory.GetFiles(place.Data).Order());
    }

    [Fact]
    public async Task DamageAndFoldersWithoutAJournalAreNamed()
    {
        using var place = new Workplace();
        await FillAsync(place.Data, _other, 5);
        await FillAsync(place.Data, _other, 5);
        string journal = Directory.GetFiles(place.Data, "journal-*").Single();
        byte[] bytes = File.ReadAllBytes(journal);
        bytes[100] ^= 1;
        File.WriteAllBytes(journal, bytes);
        Ran damaged = await place.RunAsync("import", place.Data, "--org", "other", "--data", place["second"]);
        Assert.Equal(2, damaged.Code);
        Assert.Contains($"{journal}, offset ", damaged.Error, StringComparison.Ordinal);

        Directory.CreateDirectory(place["empty"]);
        Ran empty = await place.RunAsync("import", place["empty"], "--data", place["second"]);
        Assert.Equal(2, empty.Code);
        Assert.Contains("this folder has no journal", empty.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(place["empty"]));
    }

    private static EmbeddedGraph Open(string folder) =>
        EmbeddedGraph.Open(new() { Folder = folder }, new FakeTimeProvider(World.Now.ToDate()));

    private static async Task FillAsync(string folder, OrganizationId organization, int events)
    {
        await using EmbeddedGraph graph = Open(folder);
        await graph.IngestAsync(organization, Batches.Of(Enumerable.Range(1, events).Select(n => (IFact)Make.Error(n, issue: 1))));
    }
}
