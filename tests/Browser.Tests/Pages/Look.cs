using Microsoft.Playwright;

namespace ReplayGraph.Browser.Tests.Pages;

/// <summary>A width of the window, and a colour scheme.</summary>
internal sealed record Look(int Width, ColorScheme Scheme)
{
    private const int Phone = 380, Desk = 1440, Height = 900;

    /// <summary>A desk by day, with which pages are opened.</summary>
    internal static Look First { get; } = new(Desk, ColorScheme.Light);

    internal static IReadOnlyList<Look> All { get; } =
        [First, new(Desk, ColorScheme.Dark), new(Phone, ColorScheme.Dark), new(Phone, ColorScheme.Light)];

    /// <summary>Whether axe-core inspects it: it takes most of the time, and each width and each scheme once finds the same.</summary>
    internal bool IsInspected => (Width == Desk) == (Scheme == ColorScheme.Light);

    internal ViewportSize Size => new() { Width = Width, Height = Height };

    internal async Task ApplyAsync(IPage page)
    {
        await page.SetViewportSizeAsync(Width, Height);
        await page.EmulateMediaAsync(new() { ColorScheme = Scheme });
    }
}
