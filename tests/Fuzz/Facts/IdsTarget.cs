using System.Text;
using ReplayGraph.Fuzz.Targets;

namespace ReplayGraph.Fuzz.Facts;

/// <summary>Typed ids from text: an id survives a round trip, and both parsers agree.</summary>
internal sealed class IdsTarget : Target
{
    private const string Promise = "an id survives a round trip";

    private readonly byte[] _written = new byte[32];

    internal override string Name => "ids";

    internal override Shape Shape => Shape.Text;

    internal override int MaxBytes => 96;

    internal override IEnumerable<byte[]> Seeds => Texts(
        "0123456789abcdef0123456789abcdef", "01234567-89AB-cdef-0123-456789abcdef", "{01234567-89ab-cdef-0123-456789abcdef}",
        "{0123456789abcdef0123456789abcdef}", "00000000000000000000000000000000", "1", "9223372036854775807", "9223372036854775808",
        "acme", "default", "my-organization_1", new string('a', 64), "2026-11-20T10:00:00.000Z");

    internal override IEnumerable<string> Words => ["0123456789abcdef", "-", "{", "}", "ffffffffffffffff", "a", "_"];

    internal override void Run(ReadOnlyMemory<byte> input)
    {
        ReadOnlySpan<byte> utf8 = input.Span;
        string text = Encoding.UTF8.GetString(utf8);
        bool isId = EventId.TryParse(utf8, out EventId id);
        BrokenPromiseException.Unless(isId == EventId.TryParse(text, out EventId other) && id == other, "both parsers agree");
        BrokenPromiseException.Unless(isId != id.IsNone, "an invalid id parses as none");
        if (isId)
        {
            id.WriteTo(_written);
            BrokenPromiseException.Unless(EventId.TryParse(_written, out other) && other == id && EventId.Parse(id.ToString()) == id, Promise);
            BrokenPromiseException.Unless(
                TraceId.TryParse(text, out TraceId trace) && ReplayId.TryParse(utf8, out ReplayId replay)
                && trace.Value == id.Value && replay.Value == id.Value,
                "parsing ids of 128 bits agrees");
        }

        if (IssueId.TryParse(text, out IssueId issue))
        {
            BrokenPromiseException.Unless(issue.Value > 0 && IssueId.TryParse(issue.ToString(), out IssueId again) && again == issue, Promise);
            int length = issue.WriteTo(_written);
            BrokenPromiseException.Unless(IssueId.TryParse(_written.AsSpan(0, length), out again) && again == issue, Promise);
        }

        BrokenPromiseException.Unless(
            IssueId.TryParse(utf8, out IssueId ofBytes) == !issue.IsNone && ofBytes == issue, "both parsers agree");

        if (ProjectId.TryParse(text, out ProjectId project))
        {
            BrokenPromiseException.Unless(project.Value == issue.Value && project.ToString() == issue.ToString(), Promise);
        }

        if (OrganizationId.TryParse(text, out OrganizationId organization))
        {
            BrokenPromiseException.Unless(organization.ToString() == text && text.Length <= OrganizationId.MaxLength, Promise);
        }
    }
}
