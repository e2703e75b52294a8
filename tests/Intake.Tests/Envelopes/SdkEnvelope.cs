using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Envelopes;

namespace ReplayGraph.Intake.Tests.Envelopes;

/// <summary>Envelopes of tests, sent to project 7, in which ID1 to ID4 stand for ids.</summary>
internal static class SdkEnvelope
{
    internal const string Id1 = "0123456789abcdef0123456789abcdef";
    internal const string Id2 = "fedcba9876543210fedcba9876543210";
    internal const string Id3 = "00000000000000000000000000000003";
    internal const string Id4 = "00000000000000000000000000000004";

    internal static readonly SdkArrival Arrived = new(ReadFacts.Received, TimeSpan.FromDays(90));

    // A line that goes on in the next one of a test is continued there after two blanks.
    internal static string Fill(string text) =>
        text.Replace("\r", "").Replace("\n  ", "").Replace("ID1", Id1).Replace("ID2", Id2).Replace("ID3", Id3).Replace("ID4", Id4);

    internal static (EnvelopeOutcome Outcome, ReadFacts Facts) Read(string envelope, string? client = null) =>
        Read(Encoding.UTF8.GetBytes(Fill(envelope)), client);

    internal static (EnvelopeOutcome Outcome, ReadFacts Facts) Read(byte[] envelope, string? client = null)
    {
        EnvelopeOutcome outcome = default;
        ReadFacts facts = ReadFacts.Of(envelope, (body, into, refusals) =>
        {
            outcome = EnvelopeIntake.Read(body, new(7), Arrived, into, refusals, client);
            return default;
        });
        return (outcome, facts);
    }

    /// <summary>The event that an item is read as.</summary>
    internal static EventFact ReadEvent(string item, string header = "{}", string type = "event", string? client = null) =>
        Read($"{header}\n{{\"type\":\"{type}\"}}\n{item}", client).Facts.One<EventFact>();
}
