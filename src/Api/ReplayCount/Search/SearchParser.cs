namespace ReplayGraph.Api.ReplayCount.Search;

/// <summary>
/// Parses Sentry's search syntax: adjacent terms are AND'ed, AND and OR in any case (AND binds tighter), parentheses, <c>!</c>, quoted text
/// in which <c>\"</c> is a quote, lists in brackets, free text. Source: Sentry's <c>event_search.py</c>.
/// </summary>
internal sealed partial class SearchParser
{
    private const int MaxDepth = 32;

    private readonly string _text;
    private int _at;
    private int _depth;

    private SearchParser(string text) => _text = text;

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private bool AtEnd => _at >= _text.Length;

    private bool AtBreak => AtEnd || char.IsWhiteSpace(Current) || Current is '(' or ')';

    /// <summary>Parses a search.</summary>
    /// <exception cref="SearchException">The syntax is invalid.</exception>
    internal static SearchNode Parse(string text)
    {
        var parser = new SearchParser(text);
        SearchNode node = parser.ReadAny();
        return parser.AtEnd ? node : throw parser.Unreadable(parser._at);
    }

    private SearchNode ReadAny()
    {
        var any = new List<SearchNode> { ReadAll() };
        while (TryOperator("OR"))
        {
            any.Add(ReadAll());
        }

        return any.Count == 1 ? any[0] : new SearchNode.Any(any);
    }

    private SearchNode ReadAll()
    {
        var all = new List<SearchNode>();
        bool isDue = true;
        for (SkipSpace(); !AtEnd && Current != ')' && !IsOperator("OR"); SkipSpace())
        {
            if (TryOperator("AND"))
            {
                if (isDue)
                {
                    throw new SearchException("Condition is missing on the left side of 'AND' operator");
                }

                isDue = true;
                continue;
            }

            all.Add(ReadTerm());
            isDue = false;
        }

        if (isDue)
        {
            throw new SearchException(all.Count > 0 || IsOperator("OR")
                ? "Condition is missing on one side of 'AND' or 'OR' operator"
                : $"Parse error at '{Near(_at)}' (column {_at + 1}). A condition was expected.");
        }

        return all.Count == 1 ? all[0] : new SearchNode.All(all);
    }

    private SearchNode ReadTerm()
    {
        int begin = _at;
        if (Current != '(')
        {
            return (SearchNode?)ReadFilter() ?? ReadFreeText(begin);
        }

        if (++_depth > MaxDepth)
        {
            throw new SearchException($"Parentheses are nested more than {MaxDepth} deep");
        }

        _at++;
        SearchNode inner = ReadAny();
        if (Current != ')')
        {
            throw Unreadable(begin);
        }

        _at++;
        _depth--;
        return inner;
    }

    private string ReadWhile(Func<bool> holds)
    {
        int begin = _at;
        while (!AtEnd && holds())
        {
            _at++;
        }

        return _text[begin.._at];
    }

    private void SkipSpace() => ReadWhile(() => char.IsWhiteSpace(Current));

    private bool IsOperator(string word)
    {
        int end = _at + word.Length;
        return string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0 && end <= _text.Length
            && (end == _text.Length || char.IsWhiteSpace(_text[end]) || _text[end] is '(' or ')');
    }

    private bool TryOperator(string word)
    {
        bool isOperator = IsOperator(word);
        _at += isOperator ? word.Length : 0;
        return isOperator;
    }

    private SearchException Unreadable(int at) => new(
        $"Parse error at '{Near(at)}' (column {at + 1}). "
        + "This is commonly caused by unmatched parentheses. Enclose any text in double quotes.");

    private string Near(int at) => _text[Math.Max(0, at - 5)..Math.Min(_text.Length, at + 5)];
}
