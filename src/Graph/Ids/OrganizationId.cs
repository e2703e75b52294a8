namespace ReplayGraph;

/// <summary>
/// An organization, which isolates its data: no query crosses it. Its slug has 1 to 64 of a-z, 0-9, '-' and '_', and starts with a letter
/// or digit.
/// </summary>
public readonly record struct OrganizationId
{
    /// <summary>The longest slug, in characters.</summary>
    public const int MaxLength = 64;

    private readonly string? _slug;

    private OrganizationId(string slug) => _slug = slug;

    /// <summary>The organization used when none are configured.</summary>
    public static OrganizationId Default { get; } = new("default");

    /// <summary>Parses a slug.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out OrganizationId id)
    {
        id = default;
        if (text.Length is 0 or > MaxLength || text[0] is '-' or '_')
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        id = new(text.ToString());
        return true;
    }

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">The text is not a valid slug.</exception>
    public static OrganizationId Parse(string text) => TryParse(text, out OrganizationId id)
        ? id
        : throw new FormatException(
            $"'{text}' is not a valid organization: expected 1 to {MaxLength} of a-z, 0-9, '-', '_', starting with a letter or digit.");

    /// <summary>The slug.</summary>
    /// <exception cref="InvalidOperationException">This is <c>default</c>, which is not an organization.</exception>
    public override string ToString() => _slug ?? throw new InvalidOperationException("The organization is not set.");
}
