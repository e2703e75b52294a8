namespace ReplayGraph.Api.ReplayCount.Search;

/// <summary>Keys, values, lists and free text, with the quotes in and around them.</summary>
internal sealed partial class SearchParser
{
    private string _listFault = "";

    private SearchNode.Filter? ReadFilter()
    {
        bool isNegated = Current == '!';
        _at += isNegated ? 1 : 0;
        string? key = Current == '"' ? TryReadQuoted() : ReadKey();
        if (Current == '(' && !string.IsNullOrEmpty(key) && IsAggregate(_text.AsSpan(_at + 1)))
        {
            throw new SearchException($"'{Parameters.Parameters.Shown(key)}()' is of many events together: this server searches by what each event has");
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

        // Sentry reads a list that it cannot parse as text. Here that is an error, and Sentry's own where a quote is misplaced.
        bool isBrokenList = _text.AsSpan(begin).StartsWith("[");
        _at = begin;
        string value = ReadValue();
        if (begin == _at)
        {
            throw new SearchException($"Empty string after '{key}:'");
        }

        if (isBrokenList)
        {
            throw new SearchException($"The list after '{Parameters.Parameters.Shown(key)}:' cannot be read: {_listFault}");
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

    // Null where it is none, for the reason that is kept; the caller goes back to its beginning.
    private List<string>? TryReadList()
    {
        _at++;
        var values = new List<string>();
        for (SkipSpace(); Current != ']'; SkipSpace())
        {
            CheckItem();
            if (TryReadItem() is not { } value)
            {
                _listFault = "a value with blanks or parentheses stands in quotes as a whole";
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
                _listFault = "it ends without ']'";
                return null;
            }
        }

        _at++;
        _listFault = "after its ']' comes a blank or nothing";
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

        // As Sentry has it, a text without spaces and parentheses may hold quotes.
        _at = begin;
        string text = ReadWhile(() => !AtEnd && Current is not (',' or ']')).TrimEnd();
        return text.Contains('"') && text.AsSpan().ContainsAny(" ()") ? null : Unescaped(text);
    }

    // Null where no quote begins, or where it does not end.
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

    // Such as count():>5, where what is asked stands right behind the parentheses.
    private static bool IsAggregate(ReadOnlySpan<char> arguments)
    {
        int end = arguments.IndexOfAny("()\"");
        return end >= 0 && arguments[end..].StartsWith("):");
    }
}
