using ReplayGraph.Api.Problems;

namespace ReplayGraph.Api.ReplayCount.Search;

/// <summary>Parses keys, values, lists and free text, with their quotes.</summary>
internal sealed partial class SearchParser
{
    private string _listError = "";

    private SearchNode.Filter? ReadFilter()
    {
        bool isNegated = Current == '!';
        _at += isNegated ? 1 : 0;
        string? key = Current == '"' ? TryReadQuoted() : ReadKey();
        if (Current == '(' && !string.IsNullOrEmpty(key) && IsAggregate(_text.AsSpan(_at + 1)))
        {
            throw new SearchException(
                $"'{Excerpt.Of(key)}()' aggregates many events; this server can only search by fields of single events");
        }

        if (string.IsNullOrEmpty(key) || Current != ':')
        {
            return null;
        }

        int begin = ++_at;
        if (Current == '[' && TryReadList() is { } values)
        {
            return new(key, values, IsList: true, isNegated);
        }

        // Sentry treats a list that it cannot parse as text. Here it is an error, with Sentry's message for a misplaced quote.
        bool isBrokenList = _text.AsSpan(begin).StartsWith("[");
        _at = begin;
        string value = ReadValue();
        if (begin == _at)
        {
            throw new SearchException($"Empty string after '{key}:'");
        }

        if (isBrokenList)
        {
            throw new SearchException($"Invalid list after '{Excerpt.Of(key)}:': {_listError}");
        }

        return AtBreak ? new(key, [value], IsList: false, isNegated) : throw Unreadable(begin);
    }

    private SearchNode.FreeText ReadFreeText(int begin)
    {
        _at = begin;
        string text = TryReadQuoted() ?? ReadWhile(() => !AtBreak);
        return text.Length > 0 || begin < _at ? new(text) : throw Unreadable(begin);
    }

    private string ReadKey()
    {
        string key = ReadWhile(() => char.IsAsciiLetterOrDigit(Current) || Current is '_' or '.' or '-');
        return key == "tags" && Current == '[' ? key + ReadWhile(() => !AtBreak && Current != ':') : key;
    }

    private string ReadValue()
    {
        if (TryReadQuoted() is { } quoted)
        {
            return quoted;
        }

        string value = ReadWhile(() => !AtBreak);
        for (int quote = value.IndexOf('"'); quote >= 0; quote = value.IndexOf('"', quote + 1))
        {
            if (quote == 0 || value[quote - 1] != '\\')
            {
                throw new SearchException($"Invalid quote at '{value}': quotes must enclose text or be escaped.");
            }
        }

        return Unescaped(value);
    }

    // Null if it is not a valid list, with the reason in _listError; the caller goes back to its start.
    private List<string>? TryReadList()
    {
        _at++;
        var values = new List<string>();
        for (SkipSpace(); Current != ']'; SkipSpace())
        {
            CheckItem();
            if (TryReadItem() is not { } value)
            {
                _listError = "a value with spaces or parentheses must be quoted as a whole";
                return null;
            }

            values.Add(value);
            SkipSpace();
            if (Current == ',')
            {
                _at++;
                SkipSpace();
                CheckItem();
            }
            else if (Current != ']')
            {
                _listError = "missing ']'";
                return null;
            }
        }

        _at++;
        _listError = "expected a space or the end after ']'";
        return AtBreak ? values : null;
    }

    private void CheckItem()
    {
        if (Current is ',' or ']')
        {
            throw new SearchException("Lists should not have empty values");
        }
    }

    private string? TryReadItem()
    {
        int begin = _at;
        if (TryReadQuoted() is { } quoted)
        {
            SkipSpace();
            if (Current is ',' or ']')
            {
                return quoted;
            }
        }

        // As in Sentry, a value without spaces and parentheses may contain quotes.
        _at = begin;
        string text = ReadWhile(() => !AtEnd && Current is not (',' or ']')).TrimEnd();
        return text.Contains('"') && text.AsSpan().ContainsAny(" ()") ? null : Unescaped(text);
    }

    // Null if there is no opening quote, or no closing one.
    private string? TryReadQuoted()
    {
        if (Current != '"')
        {
            return null;
        }

        for (int end = _at + 1; end < _text.Length; end++)
        {
            if (_text[end] == '"')
            {
                string text = Unescaped(_text[(_at + 1)..end]);
                _at = end + 1;
                return text;
            }

            end += _text.AsSpan(end).StartsWith("\\\"") ? 1 : 0;
        }

        return null;
    }

    private static string Unescaped(string text) => text.Replace("\\\"", "\"", StringComparison.Ordinal);

    // Such as count():>5, with a colon right after the parentheses.
    private static bool IsAggregate(ReadOnlySpan<char> arguments)
    {
        int end = arguments.IndexOfAny("()\"");
        return end >= 0 && arguments[end..].StartsWith("):");
    }
}
