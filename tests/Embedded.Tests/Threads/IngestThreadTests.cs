using System.Globalization;
using ReplayGraph.Embedded.Threads;

namespace ReplayGraph.Embedded.Tests.Threads;

public sealed class IngestThreadTests
{
    [Fact]
    public void ItHasTheLowestPriorityAndLeavesThatOfOthersAlone()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int before = Nice(), low = 0;
        IngestThread.Start("ingest", () => low = Nice()).Join();
        Assert.Equal(19, low);
        Assert.Equal(before, Nice());
    }

    // The name of the thread, in parentheses, may hold spaces. The nice value is the 19th field (proc_pid_stat(5)), the 17th after it.
    private static int Nice()
    {
        string stat = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture);
    }
}
