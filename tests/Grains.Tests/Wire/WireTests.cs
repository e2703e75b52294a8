using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Conformance.Oracle;

namespace ReplayGraph.Grains.Tests.Wire;

/// <summary>The wire format, which silos of different versions share during an upgrade.</summary>
public sealed class WireTests
{
    private const string File = "Wire/golden.txt";

    public static TheoryData<string> Names => [.. Samples.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_BytesNeverChange(string name)
    {
        string bytes = Convert.ToHexStringLower(WireSerializer.Write<object>(Sample(name)));

        // Lines never change, because older silos use them. A new message gets a new line.
        Assert.True(
            Golden().TryGetValue(name, out string? always) && always == bytes,
            $"{File} has {(always is null ? "no such line" : $"\n{name}: {always}\nnot")}\n{name}: {bytes}");
    }

    [Fact]
    public void Golden_HasNoLineWithoutASample() => Assert.Equal(Samples.All.Select(sample => sample.Name), Golden().Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_RoundTrips(string name)
    {
        object value = Sample(name);
        object copy = WireSerializer.Read<object>(WireSerializer.Write(value));

        if (value is GraphException)
        {
            var failure = Assert.IsType<GraphException>(copy);
            Assert.True(failure.IsTransient);
            Assert.Equal("the disk is full (no space left)", failure.Message);
            return;
        }

        Assert.Null(Structure.Difference(value, copy));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sample_IsNotCopiedWithinASilo(string name)
    {
        object value = Sample(name);

        Assert.True(value.GetType().IsValueType || ReferenceEquals(value, WireSerializer.Copy(value)));
    }

    [Fact]
    public async Task DrawnQueriesAndAnswers_RoundTrip()
    {
        for (int seed = 0; seed < 6; seed++)
        {
            Deck deck = Deck.Draw(seed, 120);
            var graph = new SerializingGraph(new OracleGraph(new FakeTimeProvider(World.Now.ToDate())));
            await graph.IngestAsync(World.Organization, Batches.Of(deck.Facts));
            var draw = new QueryDraw(new Random(seed));
            foreach (Question question in Question.Standing().Concat(Enumerable.Range(0, 200).Select(_ => draw.Next())))
            {
                await question.AskAsync(graph);
            }

            Assert.InRange(graph.Serialized, 400, int.MaxValue);
        }
    }

    private static object Sample(string name) => Samples.All.Single(sample => sample.Name == name).Value;

    private static Dictionary<string, string> Golden()
    {
        using var from = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("golden")!);
        return from.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1]);
    }
}
