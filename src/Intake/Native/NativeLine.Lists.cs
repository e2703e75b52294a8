using System.Text.Json;
using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Native;

/// <summary>Reads lists. <see cref="Path"/> names the current element; absent elements are skipped.</summary>
internal ref partial struct NativeLine
{
    internal delegate bool ReadItem<T>(ref NativeLine line, out T item);

    internal bool List<T>(ReadItem<T> read, out T[]? items)
    {
        items = _isEmpty ? [] : null;
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return IsNull || WrongType("a list");
        }

        List<T> found = [];
        _index = 0;
        for (ReadValue(); _isEmpty || _json.TokenType != JsonTokenType.EndArray; ReadValue(), _index++)
        {
            if (IsNull)
            {
                continue;
            }

            if (found.Count == Limits.ListItems)
            {
                _index = -1;
                return Fail($"a list of more than {Limits.ListItems} items");
            }

            if (!read(ref this, out T item))
            {
                return false;
            }

            found.Add(item);
        }

        _index = -1;
        items = [.. found];
        return true;
    }
}
