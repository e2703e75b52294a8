using ReplayGraph.Browser.Tests.Pages;
using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Conformance.Generation;
using ReplayGraph.Prerequisites;

namespace ReplayGraph.Browser.Tests.Specs;

/// <summary>Texts of facts and of URLs are texts, whatever they hold: they run nothing, and fit.</summary>
[NeedsChromium]
public abstract class HostileSpec(ProgramFixture program)
{
    public static TheoryData<string> Names => [.. HostileTexts.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task InEveryText(string name)
    {
        int place = HostileTexts.All.Select(one => one.Name).ToList().IndexOf(name), number = HostileTexts.Number(place);
        string text = HostileTexts.All[place].Text, word = Uri.EscapeDataString(text);
        await using Tab tab = await Tab.NewAsync(await program.Started);
        List<string> faults = [];
        foreach (string path in new[]
        {
            "/", $"/explore/acme/issues/{number}", $"/explore/acme/transactions?name={word}", $"/explore/acme/traces/{World.Trace(number)}",
            $"/explore/acme/replays/{World.Replay(number)}?event={World.Event(number)}", $"/explore/acme/replays/{World.Replay(number)}/delete",
            $"/explore/acme/graph?open=issue/{number}&open=event/{World.Event(number)}", $"/explore/acme/graph?open=transaction%2F{word}",
            $"/explore/acme/issues/{number}?environment={word}&user={word}&url={word}", $"/explore/acme/issues/{number}?evidence={word}",
            $"/explore/acme/find?q={World.Event(number)}%20{word}", $"/explore/acme/coverage?project={word}", $"/explore/acme/issues/{word}",
            $"/explore/{word}/coverage",
        })
        {
            await tab.OpenAsync(path);
            foreach (Look look in Look.All.Where(look => look.Scheme == Look.First.Scheme))
            {
                await look.ApplyAsync(tab.Page);
                faults.AddRange((await Inspection.OverflowAsync(tab.Page)).Select(fault => $"{path[..Math.Min(path.Length, 60)]}, {look}: {fault}"));
            }
        }

        faults.AddRange(tab.Faults);
        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task IsShownWhole(string name)
    {
        int place = HostileTexts.All.Select(one => one.Name).ToList().IndexOf(name);
        await using Tab tab = await Tab.NewAsync(await program.Started);
        await tab.OpenAsync($"/explore/acme/replays/{World.Replay(HostileTexts.Number(place))}");
        Assert.Contains(HostileTexts.All[place].Text, await tab.Page.Locator("main").TextContentAsync(), StringComparison.Ordinal);
    }
}
