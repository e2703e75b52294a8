using System.Text.Json;
using ReplayGraph.Facts;

namespace ReplayGraph.Intake.Native;

/// <summary>Lists. While an element is read, <see cref="Path"/> names its place.</summary>
internal ref partial struct NativeLine
{
    internal delegate bool ReadItem<T>(ref NativeLine line, out T item);

    internal bool List<T>(ReadItem<T> read, out T[]? items)
    {
        items = null;
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return IsNull || WrongType("a list");
        }

        List<T> found = [];
        _index = 0;
        for (; _json.Read() && _json.TokenType != JsonTokenType.EndArray; _index++)
        {
            if (found.Count == Limits.ListItems)
            {
                _index = -1;
                return Fail($"a list of more than {Limits.ListItems}");
            }

            if (IsNull)
            {
                return Fail("null in a list");
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
