using ReplayGraph.LongKill.Embedded;
using ReplayGraph.LongKill.Options;
using ReplayGraph.LongKill.Runs;
using Xunit.Abstractions;

namespace ReplayGraph.Api.Tests.Crashes;

/// <summary>Some seconds of the long kill. <c>REPLAYGRAPH_SEED=17</c> draws other facts and faults.</summary>
public sealed class LongKillTests(ITestOutputHelper output) : IDisposable
{
    private const double Seconds = 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("replaygraph-long-kill-").FullName;
    private readonly int _seed = int.TryParse(Environment.GetEnvironmentVariable("REPLAYGRAPH_SEED"), out int seed) ? seed : 1;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Hurt_LosesNothingAcknowledged_AndIsNeverWrong()
    {
        var said = new StringWriter();
        bool isGood;
        using (var talk = new Talk(said, _folder))
        {
            LongKillOptions options = new(HurtProgram.Embedded) { Minutes = Seconds / 60, Seed = _seed };
            await using ISubject subject = await EmbeddedSubject.StartAsync(options, talk);
            isGood = await new LongRun(options, subject, talk).RunAsync();
        }

        output.WriteLine($"{said}");
        Assert.True(isGood, $"{said}");
        Assert.Contains("acknowledged facts lost: 0; wrong answers: 0", $"{said}", StringComparison.Ordinal);
    }
}
