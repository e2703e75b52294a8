using ReplayGraph.Conformance;
using ReplayGraph.Conformance.Oracle;
using ReplayGraph.Facts;

namespace ReplayGraph.Graph.Tests.Facts;

/// <summary>The bytes of each kind of fact, as journals of released versions hold them.</summary>
public sealed class GoldenBytes
{
    private static readonly ProjectId _project = new(300);
    private static readonly Timestamp _time = new(1_795_176_000_123);
    private static readonly EventId _event = EventId.Parse("0102030405060708090a0b0c0d0e0f10");
    private static readonly ReplayId _replay = ReplayId.Parse("a102030405060708090a0b0c0d0e0f10");
    private static readonly TraceId _trace = TraceId.Parse("7102030405060708090a0b0c0d0e0f10");
    private static readonly UInt128 _hash = new(0xF102_0304_0506_0708, 0x090A_0B0C_0D0E_0F10);

    private static readonly Dictionary<string, IFact> _facts = new()
    {
        ["error"] = new EventFact { Kind = FactKind.Error, EventId = _event, ProjectId = _project, Timestamp = _time },
        ["error, all fields"] = new EventFact
        {
            Kind = FactKind.Error,
            EventId = _event,
            ProjectId = _project,
            Timestamp = _time,
            Received = new(_time.Milliseconds + 1),
            TraceId = _trace,
            SpanId = 0x1122_3344_5566_7788,
            IssueId = new(9_000_000_000),
            Transaction = "/pay",
            ReplayId = _replay,
            Level = Level.Fatal,
            Platform = "python",
            Environment = "prod",
            Release = "1.0",
            PrimaryHash = _hash,
            RetentionDays = 365,
        },
        ["transaction"] = new EventFact
        {
            Kind = FactKind.Transaction,
            EventId = _event,
            ProjectId = _project,
            Timestamp = _time,
            Transaction = "/\u00FC",
            DurationMs = 250,
        },
        ["error, of an SDK"] = new EventFact
        {
            Kind = FactKind.Error,
            EventId = _event,
            ProjectId = _project,
            Timestamp = _time,
            Sdk = "sentry.cocoa",
            RetentionDays = 30,
        },
        ["error, with a title"] = new EventFact
        {
            Kind = FactKind.Error,
            EventId = _event,
            ProjectId = _project,
            Timestamp = _time,
            IssueId = new(3),
            Title = "ValueError: \u00FC",
        },
        ["segment"] = new SegmentFact { ReplayId = _replay, ProjectId = _project, Timestamp = _time, SegmentId = 0 },
        ["segment, all fields"] = new SegmentFact
        {
            ReplayId = _replay,
            ProjectId = _project,
            Timestamp = _time,
            SegmentId = 65_535,
            ReplayStart = new(_time.Milliseconds - 1),
            TraceIds = [_trace],
            ErrorIds = [_event, _event],
            Urls = ["/a", "/b"],
            Environment = "prod",
            Release = "1.0",
            Platform = "javascript",
            ReplayType = ReplayType.Buffer,
            UserId = "7",
            UserName = "ada",
            UserEmail = "a@b",
            UserIp = "::1",
            RetentionDays = 30,
        },
        ["archive"] = new SegmentFact
        {
            ReplayId = _replay,
            ProjectId = _project,
            Timestamp = _time,
            SegmentId = SegmentFact.NoSegment,
            IsArchived = true,
        },
        ["event link"] = new EventLinkFact(_replay, _event, _project, _time, Level.Warning),
        ["merge"] = new IssueMergeFact(_project, [new(1), new(2)], new(3), _time),
        ["unmerge"] = new IssueUnmergeFact(_project, new(1), new(2), [_hash], _time),
        ["issue delete"] = new IssueDeleteFact(_project, [new(1), new(200)], _time),
        ["event delete"] = new EventDeleteFact(_project, [_event], _time, _hash),
        ["event move"] = new EventMoveFact(_project, [_event], new(3), _time),
        ["replay delete"] = new ReplayDeleteFact(_replay, _project, _time),
    };

    /// <summary>Name and bytes.</summary>
    public static TheoryData<string, string> Golden => new()
    {
        { "error", "0100100f0e0d0c0b0a090807060504030201ac027bead3f8a101" },
        {
            "error, all fields",
            "01ff2f100f0e0d0c0b0a090807060504030201ac027bead3f8a1017cead3f8a101100f0e0d0c0b0a0908070605040302"
            + "71887766554433221180b4c4c321042f706179100f0e0d0c0b0a0908070605040302a10606707974686f6e0470726f64"
            + "03312e30100f0e0d0c0b0a0908070605040302f1ed02"
        },
        { "transaction", "029010100f0e0d0c0b0a090807060504030201ac027bead3f8a101032fc3bcfa01" },
        { "error, of an SDK", "018060100f0e0d0c0b0a090807060504030201ac027bead3f8a1011e0c73656e7472792e636f636f61" },
        { "error, with a title", "0b0e56616c75654572726f723a20c3bc0108100f0e0d0c0b0a090807060504030201ac027bead3f8a10103" },
        { "segment", "03100f0e0d0c0b0a0908070605040302a1ac027bead3f8a1010100000000000000000000000000000000000000" },
        {
            "segment, all fields",
            "03100f0e0d0c0b0a0908070605040302a1ac027bead3f8a1018080047aead3f8a10101100f0e0d0c0b0a090807060504"
            + "03027102100f0e0d0c0b0a090807060504030201100f0e0d0c0b0a09080706050403020102022f61022f620470726f64"
            + "03312e300a6a6176617363726970740201370361646103614062033a3a31001e"
        },
        { "archive", "03100f0e0d0c0b0a0908070605040302a1ac027bead3f8a1010000000000000000000000000000000000000100" },
        { "event link", "047bead3f8a101ac02100f0e0d0c0b0a0908070605040302a1100f0e0d0c0b0a09080706050403020104" },
        { "merge", "057bead3f8a101ac0202010203" },
        { "unmerge", "067bead3f8a101ac02010201100f0e0d0c0b0a0908070605040302f1" },
        { "issue delete", "077bead3f8a101ac020201c801" },
        { "event delete", "087bead3f8a101ac0201100f0e0d0c0b0a090807060504030201100f0e0d0c0b0a0908070605040302f1" },
        { "event move", "097bead3f8a101ac0201100f0e0d0c0b0a09080706050403020103" },
        { "replay delete", "0a7bead3f8a101ac02100f0e0d0c0b0a0908070605040302a1" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Written_AreTheBytesOfReleasedVersions(string name, string hex)
    {
        string actual = Convert.ToHexStringLower(Batches.Encode(_facts[name]));

        Assert.True(
            hex == actual,
            $"""
            The bytes of '{name}' have changed: journals on disk could not be read any more, or known facts would count as new.
            The journal format may only grow: give a new field a new flag (a new kind of fact a new number), write it only if it is
            set, and add a line for it here. Never change a line.
            was: {hex}
            is:  {actual}
            """);
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Read_AreTheFacts(string name, string hex)
    {
        var log = new FactLog();

        Assert.Equal(1, FactBatch.Read(Convert.FromHexString(hex), log));

        Assert.Equal(Convert.ToHexStringLower(Batches.Encode(_facts[name])), Convert.ToHexStringLower(Batches.Encode(log.All[0])));
        Assert.Equal(_facts[name].GetType(), log.All[0].GetType());
    }

    [Fact]
    public void EveryKind_HasALine() => Assert.Equal(
        Enum.GetValues<FactKind>(), _facts.Values.Select(fact => fact.Kind).Distinct().Order());

    [Fact]
    public void EveryFact_HasALine() => Assert.Equal(_facts.Keys, Golden.Select(row => (string)row[0]));
}
