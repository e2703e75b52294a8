namespace ReplayGraph.Facts;

/// <summary>
/// Makes names of texts. A host that numbers or shares names does so here. Implement it as a struct: the rules that take one are then
/// compiled for it.
/// </summary>
public interface INames
{
    /// <summary>The name of a text; null for the empty text.</summary>
    Name? Intern(Text text);
}

/// <summary>Makes names of segments, too.</summary>
public interface ISegmentNames : INames
{
    /// <summary>The name of a URL, which is not empty. There are as many URLs as an application cares to make.</summary>
    Name Share(Text url);
}

/// <summary>Each text becomes a name of its own.</summary>
public readonly struct OwnNames : ISegmentNames
{
    /// <inheritdoc/>
    public Name? Intern(Text text) => text.IsNone ? null : new(text.Span, 0);

    /// <inheritdoc/>
    public Name Share(Text url) => new(url.Span, 0);
}
