
namespace ReplayGraph.Links;

/// <summary>Makes the row of a link that is new.</summary>
public interface ILinkRowFactory
{
    /// <summary>The row.</summary>
    LinkRow Create(RowRef observation, ReplayRef replay, Evidence evidence);
}

/// <summary>The rule of an issue's and a transaction's links: evidence only grows, and what was withdrawn stays so.</summary>
public static class LinkStep
{
    /// <summary>An observation is linked with a replay by this evidence, at least.</summary>
    /// <returns>False if that was known, or if the observation was withdrawn.</returns>
    public static bool Contribute<TFactory>(LinkRows links, RowRef observation, ReplayRef replay, Evidence evidence, TFactory factory)
        where TFactory : ILinkRowFactory, allows ref struct
    {
        Evidence known = links.Find(observation, replay, out int at);
        if (!IsNew(known, at, evidence))
        {
            return false;
        }

        if (at < 0)
        {
            links.Append(factory.Create(observation, replay, evidence));
        }
        else
        {
            links.Add(at, evidence);
        }

        return true;
    }

    /// <summary>Whether <see cref="Contribute"/> would change anything.</summary>
    public static bool IsNew(LinkRows links, RowRef observation, ReplayRef replay, Evidence evidence) =>
        IsNew(links.Find(observation, replay, out int at), at, evidence);

    // A link without evidence was withdrawn.
    private static bool IsNew(Evidence known, int at, Evidence evidence) =>
        at < 0 || (known != Evidence.None && (known | evidence) != known);
}
