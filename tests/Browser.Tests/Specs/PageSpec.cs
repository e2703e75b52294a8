using ReplayGraph.Browser.Tests.Pages;
using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Browser.Tests.Specs;

/// <summary>Every page on a desk and on a phone, light and dark, with and without script.</summary>
[NeedsChromium]
public abstract class PageSpec(ProgramFixture program)
{
    public static TheoryData<string> Names => PageCase.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task WithScript(string page) => InspectAsync(PageCase.Find(page), hasScript: true);

    [Theory]
    [MemberData(nameof(Names))]
    public Task WithoutScript(string page) => InspectAsync(PageCase.Find(page), hasScript: false);

    private async Task InspectAsync(PageCase page, bool hasScript)
    {
        await using Tab tab = await page.NewTabAsync(await program.Started, hasScript);
        Assert.Equal(page.Status, await tab.OpenAsync(page.Path));
        List<string> faults = [];
        foreach (Look look in Look.All)
        {
            await look.ApplyAsync(tab.Page);
            faults.AddRange((await Inspection.OverflowAsync(tab.Page)).Select(fault => $"{look}: {fault}"));
            if (hasScript && look.IsInspected)
            {
                faults.AddRange((await Inspection.ViolationsAsync(tab.Page)).Select(fault => $"{look}: {fault}"));
            }
        }

        faults.AddRange(tab.Faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }
}
