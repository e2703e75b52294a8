using Microsoft.Playwright;
using ReplayGraph.Browser.Tests.Pages;
using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Prerequisites;
using Xunit.Abstractions;

namespace ReplayGraph.Browser.Tests.Specs;

/// <summary>What a first visit transfers, with headers: the page, the style sheet, the modules and the icon.</summary>
[NeedsChromium]
public abstract class FirstVisitSpec(ProgramFixture program, ITestOutputHelper output)
{
    private const int MostBytes = 40_000;

    [Theory]
    [InlineData("home")]
    [InlineData("issue")]
    public async Task IsSmall(string name)
    {
        await using Tab tab = await Tab.NewAsync(await program.Started);
        List<string> urls = [];
        long bytes = 0;
        ICDPSession session = await tab.Context.NewCDPSessionAsync(tab.Page);
        await session.SendAsync("Network.enable");
        session.Event("Network.responseReceived").OnEvent += (_, sent) => urls.Add(sent!.Value.GetProperty("response").GetProperty("url").GetString()!);
        session.Event("Network.loadingFinished").OnEvent += (_, sent) => bytes += (long)sent!.Value.GetProperty("encodedDataLength").GetDouble();
        await tab.Page.GotoAsync(PageCase.Find(name).Path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        output.WriteLine($"{name}: {bytes:N0} bytes in {urls.Count} answers");
        Assert.InRange(urls.Count, 4, 7);
        Assert.InRange(bytes, 1_000, MostBytes);
        if (name == "issue")
        {
            Assert.Equal(50, await tab.Page.Locator(".rows tbody tr").CountAsync());
        }
    }
}
