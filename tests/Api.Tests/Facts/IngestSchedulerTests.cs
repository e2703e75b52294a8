using ReplayGraph.Api.Facts;

namespace ReplayGraph.Api.Tests.Facts;

public sealed class IngestSchedulerTests
{
    private const string Name = "parse";

    [Fact]
    public async Task WorkAndWhatFollowsAnAwaitRunOnItsThreads()
    {
        var names = new List<string?>();
        var resumed = new TaskCompletionSource();
        Task work = IngestScheduler.RunAsync(async () =>
        {
            names.Add(Thread.CurrentThread.Name);
            await resumed.Task;
            names.Add(Thread.CurrentThread.Name);
        });
        resumed.SetResult();
        await work;
        Assert.Equal([Name, Name], names);
    }

    [Fact]
    public async Task AFailureReachesTheCaller() =>
        await Assert.ThrowsAsync<IOException>(() => IngestScheduler.RunAsync(() => throw new IOException("no")));
}
