namespace ReplayGraph.Facts;

/// <summary>Encodes segments: the required fields, the lists with count prefixes, the texts.</summary>
internal static class SegmentEncoding
{
    internal static void Write(FactWriter to, in SegmentFact fact)
    {
        to.Byte((byte)fact.Kind);
        to.Id(fact.ReplayId.Value);
        to.Number((ulong)fact.ProjectId.Value);
        to.Time(fact.Timestamp);
        to.Number((ulong)(fact.SegmentId + 1));
        to.Time(fact.ReplayStart);
        to.Number((ulong)(fact.TraceIds?.Length ?? 0));
        foreach (TraceId id in fact.TraceIds ?? [])
        {
            to.Id(id.Value);
        }

        to.Number((ulong)(fact.ErrorIds?.Length ?? 0));
        foreach (EventId id in fact.ErrorIds ?? [])
        {
            to.Id(id.Value);
        }

        to.Number((ulong)(fact.Urls?.Length ?? 0));
        foreach (Text url in fact.Urls ?? [])
        {
            to.Text(url);
        }

        to.Text(fact.Environment);
        to.Text(fact.Release);
        to.Text(fact.Platform);
        to.Byte((byte)fact.ReplayType);
        to.Text(fact.UserId);
        to.Text(fact.UserName);
        to.Text(fact.UserEmail);
        to.Text(fact.UserIp);
        to.Byte(fact.IsArchived ? (byte)1 : (byte)0);
        to.Number(fact.RetentionDays);
    }

    internal static SegmentFact Read(ref FactReader from) => new()
    {
        ReplayId = new(from.Id()),
        ProjectId = new((long)from.Number()),
        Timestamp = from.Time(),
        SegmentId = (int)from.Number() - 1,
        ReplayStart = from.Time(),
        TraceIds = Traces(ref from),
        ErrorIds = Events(ref from),
        Urls = Texts(ref from),
        Environment = from.Text(),
        Release = from.Text(),
        Platform = from.Text(),
        ReplayType = (ReplayType)from.Byte(),
        UserId = from.Text(),
        UserName = from.Text(),
        UserEmail = from.Text(),
        UserIp = from.Text(),
        IsArchived = from.Byte() != 0,
        RetentionDays = (ushort)from.Number(),
    };

    private static TraceId[] Traces(ref FactReader from)
    {
        var ids = new TraceId[from.Count(16)];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = new(from.Id());
        }

        return ids;
    }

    internal static EventId[] Events(ref FactReader from)
    {
        var ids = new EventId[from.Count(16)];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = new(from.Id());
        }

        return ids;
    }

    private static Text[] Texts(ref FactReader from)
    {
        var texts = new Text[from.Count(1)];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = from.Text();
        }

        return texts;
    }
}
