namespace ReplayGraph.Api.Access;

/// <summary>What is made of the organizations, made again when they have been reloaded.</summary>
/// <param name="organizations">The organizations.</param>
/// <param name="make">Makes it of a list that does not change.</param>
public sealed class OfOrganizations<T>(IReadOnlyList<OrganizationOptions> organizations, Func<IReadOnlyList<OrganizationOptions>, T> make)
{
    private volatile Made? _made;

    /// <summary>What is made of the current organizations.</summary>
    public T Value
    {
        get
        {
            IReadOnlyList<OrganizationOptions> current = organizations is ReloadedOrganizations reloaded ? reloaded.Current : organizations;
            Made? made = _made;
            if (made is null || !ReferenceEquals(made.Of, current))
            {
                // Concurrent callers make the same.
                _made = made = new(current, make(current));
            }

            return made.Value;
        }
    }

    private sealed record Made(IReadOnlyList<OrganizationOptions> Of, T Value);
}
