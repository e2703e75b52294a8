using System.Text;
using System.Text.RegularExpressions;

namespace ReplayGraph.Intake.Grouping;

/// <summary>
/// Masks the parts of a message that vary between events: each address, id, date, duration, quoted text or number becomes one #.
/// All share one placeholder, because the same id is sometimes hex and sometimes only digits.
/// </summary>
/// <remarks>
/// Only the start of a long text counts: <see cref="Lines"/> non-blank lines, <see cref="Length"/> characters.
/// </remarks>
internal static partial class Parameterization
{
    internal const int Lines = 2;
    internal const int Length = 8192;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Month = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";
    private const string Zone = @"(\s*(z(?!\w)|utc|gmt|[ecmp][sd]t(?!\w)|[+-][0-9]{2}:?[0-9]{2}))*";
    private const string Time = @"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(\s?[ap]m)?" + Zone;

    private const string Urls = @"(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*://[^\s""'<>)]+";
    private const string Emails = @"(?<![\w.!$%&*+/=?^`{|}~-])[\w.!$%&*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)*";
    private const string Quoted =
        @"(?<![\w\\])[ubr]?(""([^""\\\n]|\\.)*""|'[^'\n]*'|`[^`\n]*`)(?!\w)"
        + @"|“[^“”\n]*”|„[^„“”\n]*[“”]|‘[^‘’\n]*’|«[^«»\n]*»";
    private const string Flags = @"(?<==)(true|false)(?!\w)";

    private const string Uuids = "(?<![a-z0-9])[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}(?![a-z0-9])";
    private const string Jwts = @"(?<!\w)eyj[\w-]+\.[\w-]+\.[\w-]*";
    private const string Ulids = "(?<![a-z0-9])[0-7][0-9a-hjkmnp-tv-z]{25}(?![a-z0-9])";
    private const string V4 = "[0-9]{1,3}([.][0-9]{1,3}){3}";
    private const string V6 =
        "(?=[a-f:]*[0-9])([0-9a-f]{1,4}(:[0-9a-f]{1,4}){7}|"
        + "([0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6})?::(([0-9a-f]{1,4}:){0,6}" + V4 + "|[0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,6})?)";

    private const string Ips = @"(?<![\w.:])(" + V4 + "(:[0-9]+)?|" + V6 + @"(%\w+)?)(/[0-9]+)?(?![\w:(])";
    private const string Macs = @"(?<!\w)([0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?!\w)";

    private const string IsoDates =
        @"(?<![\w.])([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8})([t\s][0-9]{2}:?[0-9]{2}(:?[0-9]{2}([.,][0-9]+)?)?" + Zone + @")?(?!\w)";

    private const string NamedDates =
        @"(?<!\w)((mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?([0-9]{1,2}(st|nd|rd|th)?[\s-]" + Month + @"[\s-][0-9]{2,4}|" + Month
        + @"\s+[0-9]{1,2}(st|nd|rd|th)?(,?\s+[0-9]{4})?)(,?\s+" + Time + @"(\s+[0-9]{4})?(\s\([a-z\s]+\))?)?(?!\w)";

    private const string SlashedDates =
        @"(?<!\w)([0-9]{1,4}/[0-9]{1,2}/[0-9]{2,4}(,?\s+" + Time + ")?|[0-9]{1,2}/" + Month + "/[0-9]{4}(:[0-9]{2}){3}" + Zone + @")(?!\w)";
    private const string PythonDates = @"datetime\.datetime\([^()]*\)";
    private const string Times = @"(?<![\w:])" + Time + @"(?![\w:])";

    private const string Durations =
        @"(?<![\w.])(([0-9]+([.][0-9]+)?(ns|us|µs|ms|[smhdw]))+|p([0-9]+[ymwd])*t([0-9]+([.][0-9]+)?[hms])+|p([0-9]+[ymwd])+|"
        + @"[0-9]+([.][0-9]+)?\s?((milli|micro|nano)?seconds?|msecs?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?))(?!\w)";

    // Shorter runs of letters are words, such as "facade".
    private const string Hex = "(?<![a-z0-9])(0x[0-9a-f]+|(?=[a-f]*[0-9])[0-9a-f]{4,}|[a-f]{8,})(?![a-z0-9])";
    private const string Numbers = @"(?<!\w)-?[0-9]+([.,][0-9]+)*(e[+-]?[0-9]+)?(?!\w)|[0-9]+";

    // The first match wins, so a pattern that may contain another comes first. No pattern backtracks over what it has consumed.
    private const string Unquoted =
        Flags + "|" + Jwts + "|" + Uuids + "|" + Ulids + "|" + Macs + "|" + PythonDates + "|" + NamedDates + "|" + IsoDates + "|"
        + SlashedDates + "|" + Times + "|" + Ips + "|" + Durations + "|" + Hex + "|" + Numbers;

    /// <summary>The text with varying parts masked. Quoted text stays if there are no other words, as in JSON.</summary>
    internal static string Mask(string text)
    {
        string start = Start(text);
        string masked = Varying().Replace(start, "#");
        return masked.Any(char.IsLetter) ? masked : VaryingUnquoted().Replace(start, "#");
    }

    /// <summary>The part of a text that counts.</summary>
    internal static string Start(string text)
    {
        var start = new StringBuilder();
        int lines = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan(0, Math.Min(text.Length, Length)).EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                start.Append(lines == 0 ? "" : "\n").Append(line);
                if (++lines == Lines)
                {
                    break;
                }
            }
        }

        return start.ToString();
    }

    [GeneratedRegex(Urls + "|" + Emails + "|" + Quoted + "|" + Unquoted, Options)]
    private static partial Regex Varying();

    [GeneratedRegex(Urls + "|" + Emails + "|" + Unquoted, Options)]
    private static partial Regex VaryingUnquoted();
}
