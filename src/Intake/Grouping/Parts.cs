using System.Text;
using ReplayGraph.Intake.Json;

namespace ReplayGraph.Intake.Grouping;

/// <summary>The text that is hashed. Empty values add no part.</summary>
internal sealed class Parts
{
    private readonly StringBuilder _text = new();

    internal int Count { get; private set; }

    /// <summary>The version in which the rules for these parts last changed.</summary>
    internal int Version { get; private set; } = 1;

    internal bool Add(string name, string value)
    {
        if (value.Length == 0)
        {
            return false;
        }

        _text.Append(name).Append('=').Append(value).Append('\0');
        Count++;
        return true;
    }

    /// <summary>Adds a part that version 1 lacked or read differently.</summary>
    internal bool AddNew(string name, string value)
    {
        Version = value.Length > 0 ? 2 : Version;
        return Add(name, value);
    }

    /// <summary>Adds a masked text. Version 1 masked differently.</summary>
    internal bool AddMasked(string name, string value) => AddNew(name, Parameterization.Mask(value));

    /// <summary>The MD5 of the version, the project and the parts.</summary>
    internal UInt128 Hash(ProjectId project) => JsonText.Md5(Encoding.UTF8.GetBytes($"grouping={Version}\0project={project}\0{_text}"));
}
