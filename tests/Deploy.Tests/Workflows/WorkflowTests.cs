using System.Text.Json.Nodes;
using ReplayGraph.Deploy.Tests.Rendering;

namespace ReplayGraph.Deploy.Tests.Workflows;

public sealed class WorkflowTests
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf(".github/workflows"), "*.yml").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Files))]
    public void AJobMayOnlyReadAndEnds(string file)
    {
        JsonNode workflow = Workflow(file);
        Assert.Equal("read", Assert.Single(workflow.Map("permissions")).Value);
        Assert.All(Jobs(workflow), job => Assert.InRange(int.Parse(job.Text("timeout-minutes")), 1, 360));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void AnActionIsPinnedToACommit(string file) => Assert.All(
        Steps(file).Select(step => step.Text("uses")).Where(uses => uses.Length > 0),
        uses => Assert.Matches("^[a-z-]+/[a-z-]+@[0-9a-f]{40}$", uses));

    [Fact]
    public void CiRunsWhatAPersonRuns() => Assert.Contains(Steps("ci.yml"), step => step.Text("run") == ".ci/run");

    private static JsonNode Workflow(string file) => Assert.Single(Yaml.Read(Repository.Read($".github/workflows/{file}")));

    private static IEnumerable<JsonNode> Jobs(JsonNode workflow) => workflow.At("jobs")!.AsObject().Select(job => job.Value!);

    private static IEnumerable<JsonObject> Steps(string file) => Jobs(Workflow(file)).SelectMany(job => job.Items("steps"));
}
