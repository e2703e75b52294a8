using System.Collections;

namespace ReplayGraph.Api.Access;

/// <summary>
/// The organizations of a file that is read again while the program runs. What is made of them follows, see <see cref="OfOrganizations{T}"/>.
/// </summary>
internal sealed class ReloadedOrganizations(IReadOnlyList<OrganizationOptions> first) : IReadOnlyList<OrganizationOptions>
{
    private volatile IReadOnlyList<OrganizationOptions> _current = first;

    public int Count => _current.Count;

    public OrganizationOptions this[int index] => _current[index];

    /// <summary>The organizations as they were read last: a list that does not change.</summary>
    internal IReadOnlyList<OrganizationOptions> Current
    {
        get => _current;
        set => _current = value;
    }

    public IEnumerator<OrganizationOptions> GetEnumerator() => _current.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
