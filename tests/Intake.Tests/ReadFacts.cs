using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;

namespace ReplayGraph.Intake.Tests;

/// <summary>What an intake made of some input: the facts, as objects, and the refusals.</summary>
internal sealed class ReadFacts : IFactVisitor
{
    internal static readonly Timestamp Received = new(1_790_000_100_000);

    private readonly FactBatch _batch = new();

    private ReadFacts()
    {
    }

    internal List<object> All { get; } = [];

    internal Refusals Refusals { get; } = new();

    internal LinesRead Lines { get; private set; }

    internal delegate LinesRead ReadLines(ReadOnlyMemory<byte> body, FactBatch into, Refusals refusals);

    internal static ReadFacts Of(string body, ReadLines read) => Of(Encoding.UTF8.GetBytes(body), read);

    internal static ReadFacts Of(byte[] body, ReadLines read)
    {
        var facts = new ReadFacts();
        facts.Lines = read(body, facts._batch, facts.Refusals);
        Array.Clear(body); // a fact must not look into the body any more
        Assert.Equal(facts._batch.Count, FactBatch.Read(facts._batch.Bytes, facts));
        return facts;
    }

    internal T One<T>()
    {
        Assert.Empty(Refusals.First);
        return Assert.IsType<T>(Assert.Single(All));
    }

    internal Refusal Refused()
    {
        Assert.Empty(All);
        Assert.Equal(1, Refusals.Count);
        return Assert.Single(Refusals.First);
    }

    public void Visit(in EventFact fact) => All.Add(fact);

    public void Visit(in SegmentFact fact) => All.Add(fact);

    public void Visit(in EventLinkFact fact) => All.Add(fact);

    public void Visit(in IssueMergeFact fact) => All.Add(fact);

    public void Visit(in IssueUnmergeFact fact) => All.Add(fact);

    public void Visit(in IssueDeleteFact fact) => All.Add(fact);

    public void Visit(in EventDeleteFact fact) => All.Add(fact);

    public void Visit(in EventMoveFact fact) => All.Add(fact);

    public void Visit(in ReplayDeleteFact fact) => All.Add(fact);
}
