using System.Globalization;

namespace ReplayGraph.Explorer.Coverages;

/// <summary>A share as people read it.</summary>
internal static class Percent
{
    /// <summary>Rounded; 0 % and 100 % are exact.</summary>
    internal static string Of(long part, long whole)
    {
        double share = whole == 0 ? 0 : 100.0 * part / whole;
        return share is > 0 and < 1 ? "<1 %" : share is > 99 and < 100 ? ">99 %" : share.ToString("0", CultureInfo.InvariantCulture) + " %";
    }
}
