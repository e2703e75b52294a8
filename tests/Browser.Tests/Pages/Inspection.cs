using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace ReplayGraph.Browser.Tests.Pages;

/// <summary>What is wrong with a page as it looks now.</summary>
internal static class Inspection
{
    private static readonly AxeRunOptions _options = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>What is wider than the window, although it does not scroll by itself.</summary>
    internal static async Task<IReadOnlyList<string>> OverflowAsync(IPage page) => await page.EvaluateAsync<string[]>(
        """
        () => {
          const { scrollWidth, clientWidth } = document.documentElement;
          if (scrollWidth <= clientWidth) return [];
          const wide = [...document.body.querySelectorAll("*")].filter(one =>
            one.getBoundingClientRect().right > clientWidth && !one.parentElement.closest(".scroll, svg, .hidden"));
          return [`${scrollWidth} px of ${clientWidth}: ${wide.slice(-3).map(one => one.outerHTML.slice(0, 120)).join(" | ")}`];
        }
        """);

    /// <summary>What axe-core finds.</summary>
    internal static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        AxeResult result = await page.RunAxe(_options);
        return [.. result.Violations.Select(one =>
            $"{one.Id} ({one.Impact}): {one.Help}: {string.Join(" | ", one.Nodes.Take(3).Select(node => node.Html))}")];
    }
}
