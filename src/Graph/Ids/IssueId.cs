using System.Globalization;

namespace ReplayGraph;

/// <summary>The id of an issue (Sentry: a group): a positive 64-bit integer. <c>default</c> means none.</summary>
public readonly record struct IssueId(long Value)
{
    /// <summary>True for <c>default</c>, which names nothing.</summary>
    public bool IsNone => Value == 0;

    /// <summary>Reads a positive decimal integer.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IssueId id)
    {
        bool ok = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value > 0;
        id = new(ok ? value : 0);
        return ok;
    }

    /// <summary>The decimal integer.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
