using ReplayGraph.Facts;
using ReplayGraph.Queries;

namespace ReplayGraph.Replays;

/// <summary>
/// One segment of a replay. If a segment arrives in several versions, each field comes from the version with the later time or, at the same
/// time, has the greater value, so the order of arrival does not matter. Segments without a number are distinguished by time; those of the
/// same time are one row, with the pages of all in the order of their bytes.
/// </summary>
public struct SegmentRow
{
    /// <summary>How long before a segment its replay may have begun. SDKs stop after an hour; a longer time means a wrong clock.</summary>
    public static readonly TimeSpan LongestReplay = TimeSpan.FromDays(1);

    private static readonly Comparer<Name> _byBytes = Comparer<Name>.Create((a, b) => a.Utf8.Span.SequenceCompareTo(b.Utf8.Span));

    /// <summary>The segment's number, or <see cref="SegmentFact.NoSegment"/>.</summary>
    public int SegmentId;

    /// <summary>The segment's time.</summary>
    public Timestamp Timestamp;

    /// <summary>When the replay began, as reported by the segment; <c>default</c>: not reported.</summary>
    public Timestamp ReplayStart;

    /// <summary>The project that recorded it.</summary>
    public ProjectId ProjectId;

    /// <summary>How it was sampled.</summary>
    public ReplayType Type;

    /// <summary>The environment.</summary>
    public Name? Environment;

    /// <summary>The release.</summary>
    public Name? Release;

    /// <summary>The platform.</summary>
    public Name? Platform;

    /// <summary>The user.</summary>
    public ReplayUser? User;

    /// <summary>The pages, in the order of visits.</summary>
    public Name[] Urls;

    /// <summary>The row of a segment.</summary>
    public static SegmentRow Of<TNames>(in SegmentFact fact, TNames names)
        where TNames : ISegmentNames => new()
        {
            SegmentId = fact.SegmentId,
            Timestamp = fact.Timestamp,
            ReplayStart = fact.ReplayStart,
            ProjectId = fact.ProjectId,
            Type = fact.ReplayType,
            Environment = names.Intern(fact.Environment),
            Release = names.Intern(fact.Release),
            Platform = names.Intern(fact.Platform),
            User = UserOf(fact),
            Urls = UrlsOf(fact, names),
        };

    /// <summary>When the replay began: the time of this segment if the reported start is missing or implausible.</summary>
    public readonly Timestamp Start =>
        ReplayStart > Timestamp || ReplayStart.Plus(LongestReplay) < Timestamp ? Timestamp : ReplayStart;

    /// <summary>Compares by number; rows without a number come last, by time. 0: versions of the same segment.</summary>
    public static int Order(in SegmentRow a, in SegmentRow b)
    {
        int order = ((uint)a.SegmentId).CompareTo((uint)b.SegmentId);
        return order != 0 || a.SegmentId != SegmentFact.NoSegment ? order : a.Timestamp.CompareTo(b.Timestamp);
    }

    /// <summary>Sorts the pages of a segment without a number.</summary>
    public void Settle()
    {
        if (SegmentId == SegmentFact.NoSegment && Urls.Length > 1)
        {
            Urls = [.. Urls.OrderBy(url => url, _byBytes)];
        }
    }

    /// <summary>Merges another version; both must be settled. False if nothing changed.</summary>
    public bool Merge(in SegmentRow other)
    {
        SegmentRow before = this;
        int order = other.Timestamp.CompareTo(Timestamp);
        Timestamp = Greater(order, Timestamp, other.Timestamp);
        ReplayStart = Greater(order, ReplayStart, other.ReplayStart);
        ProjectId = new(order != 0 ? order > 0 ? other.ProjectId.Value : ProjectId.Value : Math.Max(ProjectId.Value, other.ProjectId.Value));
        Type = order != 0 ? order > 0 ? other.Type : Type : (ReplayType)Math.Max((byte)Type, (byte)other.Type);
        Environment = Greater(order, Environment, other.Environment);
        Release = Greater(order, Release, other.Release);
        Platform = Greater(order, Platform, other.Platform);
        User = order != 0 ? order > 0 ? other.User : User : Order(User, other.User) >= 0 ? User : other.User;
        Urls = SegmentId == SegmentFact.NoSegment ? [.. Urls.Union(other.Urls).OrderBy(url => url, _byBytes)]
            : order > 0 || (order == 0 && Order(Urls, other.Urls) < 0) ? other.Urls : Urls;
        return !(Timestamp == before.Timestamp && ReplayStart == before.ReplayStart && ProjectId == before.ProjectId && Type == before.Type
            && Environment == before.Environment && Release == before.Release && Platform == before.Platform && User == before.User
            && Urls.AsSpan().SequenceEqual(before.Urls));
    }

    private static ReplayUser? UserOf(in SegmentFact fact) =>
        fact.UserId.IsNone && fact.UserName.IsNone && fact.UserEmail.IsNone && fact.UserIp.IsNone
            ? null
            : new(TextOrNull(fact.UserId), TextOrNull(fact.UserName), TextOrNull(fact.UserEmail), TextOrNull(fact.UserIp));

    private static string? TextOrNull(Text text) => text.IsNone ? null : text.ToString();

    private static Name[] UrlsOf<TNames>(in SegmentFact fact, TNames names)
        where TNames : ISegmentNames => fact.Urls switch
        {
            null or [] => [],
            [{ IsNone: false } only] => [names.Share(only)],
            { } urls => DistinctOf(urls, names),
        };

    // A separate method, because of its closure: most segments show one page.
    private static Name[] DistinctOf<TNames>(Text[] urls, TNames names)
        where TNames : ISegmentNames => [.. urls.Where(url => !url.IsNone).Select(url => names.Share(url)).Distinct()];

    private static Timestamp Greater(int order, Timestamp mine, Timestamp other) =>
        order > 0 || (order == 0 && other > mine) ? other : mine;

    private static Name? Greater(int order, Name? mine, Name? other)
    {
        if (order != 0)
        {
            return order > 0 ? other : mine;
        }

        return mine is not null && (other is null || mine.Utf8.Span.SequenceCompareTo(other.Utf8.Span) >= 0) ? mine : other;
    }

    private static int Order(ReplayUser? mine, ReplayUser? other)
    {
        int order = string.CompareOrdinal(mine?.Id, other?.Id);
        order = order != 0 ? order : string.CompareOrdinal(mine?.Name, other?.Name);
        order = order != 0 ? order : string.CompareOrdinal(mine?.Email, other?.Email);
        return order != 0 ? order : string.CompareOrdinal(mine?.Ip, other?.Ip);
    }

    private static int Order(Name[] mine, Name[] other)
    {
        for (int i = 0; i < Math.Min(mine.Length, other.Length); i++)
        {
            int order = mine[i].Utf8.Span.SequenceCompareTo(other[i].Utf8.Span);
            if (order != 0)
            {
                return order;
            }
        }

        return mine.Length.CompareTo(other.Length);
    }
}
