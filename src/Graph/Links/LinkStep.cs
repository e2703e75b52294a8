
namespace ReplayGraph.Links;

/// <summary>Creates the row of a new link.</summary>
public interface ILinkRowFactory
{
    /// <summary>The row.</summary>
    LinkRow Create(RowRef observation, ReplayRef replay, Evidence evidence);
}

/// <summary>The rule for the links of an issue or a transaction: evidence only grows, and a withdrawal is final.</summary>
public static class LinkStep
{
    /// <summary>Links an observation with a replay by at least this evidence.</summary>
    /// <returns>False if the evidence was known, or if the observation is withdrawn.</returns>
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
