using ReplayGraph.Facts;

namespace ReplayGraph.Embedded.Memory;

/// <summary>Names from a table. For the writing thread alone.</summary>
internal readonly struct TableNames(NameTable table) : ISegmentNames
{
    public Name? Intern(Text text) => table.Intern(text);

    public Name Share(Text url) => table.Share(url.Span);
}
