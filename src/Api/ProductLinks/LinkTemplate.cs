using System.Globalization;
using System.Text;
using ReplayGraph.Links;
using ReplayGraph.Queries;

namespace ReplayGraph.Api.ProductLinks;

/// <summary>The URL of a replay in the product that recorded it, with placeholders. <see cref="TemplateParser"/> makes it.</summary>
public sealed class LinkTemplate
{
    private readonly (string Text, string? Placeholder)[] _parts;
    private readonly long _preRollMs;

    internal LinkTemplate(string name, TimeSpan preRoll, IReadOnlyList<(string Text, string? Placeholder)> parts)
    {
        Name = name;
        _preRollMs = (long)preRoll.TotalMilliseconds;
        _parts = [.. parts];
        MaxLength = _parts.Sum(part => part.Text.Length + (part.Placeholder is null ? 0 : TemplatePlaceholders.MaxLength));
    }

    /// <summary>The name of the product, or its host.</summary>
    public string Name { get; }

    /// <summary>An upper bound of the URL's length. It has ASCII characters only, none of which JSON escapes.</summary>
    internal int MaxLength { get; }

    /// <summary>The URL of a link's replay, at the latest event; null if it cannot be watched.</summary>
    public string? UrlOf(in Link link) => link.Fate == Fate.Live
        ? Url(link.ReplayId, link.ProjectId, link.StartedAt, Moment.Of(link))
        : null;

    /// <summary>The URL of a replay; null if it cannot be watched.</summary>
    /// <param name="replay">The replay.</param>
    /// <param name="at">The time of an event in it; <c>default</c>: the start of the replay.</param>
    public string? UrlOf(ReplayView replay, Timestamp at) => replay.Fate == Fate.Live
        ? Url(replay.ReplayId, replay.ProjectId, replay.StartedAt, Moment.Of(replay.StartedAt, replay.FinishedAt, at))
        : null;

    // A product may have lost the replay, or never have had all of it; but what is known to be gone gets no link.
    private string Url(ReplayId replay, ProjectId project, Timestamp startedAt, long? momentMs)
    {
        long offsetMs = Math.Max((momentMs ?? 0) - _preRollMs, 0);
        var url = new StringBuilder(MaxLength);
        foreach ((string text, string? placeholder) in _parts)
        {
            url.Append(text);
            _ = placeholder switch
            {
                null => url,
                TemplatePlaceholders.ReplayUuid => url.Append(CultureInfo.InvariantCulture, $"{new Guid(replay.ToString()):D}"),
                TemplatePlaceholders.ProjectId => url.Append(project),
                TemplatePlaceholders.OffsetS => url.Append(offsetMs / 1000),
                TemplatePlaceholders.OffsetMs => url.Append(offsetMs),
                TemplatePlaceholders.Timestamp => url.Append(startedAt.Milliseconds + offsetMs),

                // The replay's id, and the product's own id of it, of which no fact says more.
                _ => url.Append(replay),
            };
        }

        return url.ToString();
    }
}
