using System.Text;
using System.Text.Json;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Titles;

/// <summary>Texts as titles: their first line, up to <see cref="Limits.TitleBytes"/>.</summary>
internal static class TitleText
{
    // Those of Python's splitlines, by which Sentry cuts titles.
    private static readonly char[] _lineBreaks = ['\n', '\r', '\v', '\f', '\x1C', '\x1D', '\x1E', '\x85', '\u2028', '\u2029'];

    // What Sentry writes for no title.
    private static readonly string[] _placeholders = ["<unlabeled event>", "<unknown>", "<untitled>"];

    /// <summary>The first line that is not blank, trimmed; empty if there is none.</summary>
    internal static string FirstLine(string text)
    {
        text = text.Trim();
        int end = text.IndexOfAny(_lineBreaks);
        return end < 0 ? text : text[..end].TrimEnd();
    }

    /// <summary>A title.</summary>
    internal static Text Of(string text) => JsonText.Cut(Encoding.UTF8.GetBytes(FirstLine(text)), Limits.TitleBytes);

    /// <summary>A title as Sentry wrote it; none for other values, and for its placeholders.</summary>
    internal static Text Of(JsonElement title) =>
        MessageFields.IsString(title, out ReadOnlySpan<byte> utf8) && Encoding.UTF8.GetString(utf8) is var text && !_placeholders.Contains(text)
            ? Of(text)
            : default;
}
