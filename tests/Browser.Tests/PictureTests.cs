using Microsoft.Playwright;
using ReplayGraph.Browser.Tests.Pages;
using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Conformance.Sources;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Browser.Tests;

/// <summary>The pictures of the README. With <c>REPLAYGRAPH_PICTURES</c> set they are written to docs/images.</summary>
[NeedsChromium]
[Collection(EmbeddedPrograms.Name)]
public sealed class PictureTests(EmbeddedProgram program)
{
    private const int MostBytes = 120_000;

    [Theory]
    [InlineData("issue", 860, 450)]
    [InlineData("graph", 1060, 420)]
    public async Task APage_IsASmallPicture(string name, int width, int height)
    {
        await using Tab tab = await Tab.NewAsync(await program.Started, Tokens.Limited);
        await tab.Page.SetViewportSizeAsync(width, height);
        await tab.OpenAsync(PageCase.Find(name).Path);
        byte[] picture = await tab.Page.ScreenshotAsync(new() { Scale = ScreenshotScale.Css, Caret = ScreenshotCaret.Hide });
        Assert.InRange(picture.Length, 10_000, MostBytes);
        if (Environment.GetEnvironmentVariable("REPLAYGRAPH_PICTURES") is { Length: > 0 })
        {
            string folder = Path.Combine(SourceTree.Find().Root, "docs", "images");
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{name}.png"), picture);
        }
    }
}
