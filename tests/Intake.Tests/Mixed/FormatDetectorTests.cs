using System.Text;
using ReplayGraph.Facts;
using ReplayGraph.Intake.Lines;
using ReplayGraph.Intake.Mixed;

namespace ReplayGraph.Intake.Tests.Mixed;

public sealed class FormatDetectorTests
{
    [Theory]
    [InlineData("""{"type":"error"}""", DetectedFormat.Native)]
    [InlineData("""{"type":"error""", DetectedFormat.Unknown)]
    [InlineData("""{"type":"error","x":nonsense""", DetectedFormat.Native)]
    [InlineData("""  {"a":{"type":[{}]},"type":"issue_merge" """, DetectedFormat.Native)]
    [InlineData("""{"type":"replay_event","urls":["payload"],"user":{"payload":1}}""", DetectedFormat.Native)]
    [InlineData("""{"type":"replay_event","start_time":1,"payload":[1]}""", DetectedFormat.ReplayTopic)]
    [InlineData("""{"payload":{},"type":"replay_event"}""", DetectedFormat.ReplayTopic)]
    [InlineData("""[2,"insert",{}]""", DetectedFormat.EventStream)]
    [InlineData("""{"span_id":"a","is_segment":false}""", DetectedFormat.EventStream)]
    [InlineData("""{"end_timestamp":1790000000,"type":"x"}""", DetectedFormat.EventStream)]
    [InlineData("""{"is_segment":true,"type":"transaction"}""", DetectedFormat.Native)]
    [InlineData("""{"type":"other"}""", DetectedFormat.Unknown)]
    [InlineData("""{"type":7}""", DetectedFormat.Unknown)]
    [InlineData("""{"type":{"type":"error"}}""", DetectedFormat.Unknown)]
    [InlineData("{\"\\ud800ab\":1}", DetectedFormat.Unknown)]
    [InlineData("{}", DetectedFormat.Unknown)]
    [InlineData("", DetectedFormat.Unknown)]
    [InlineData("x", DetectedFormat.Unknown)]
    public void ALineTellsItsFormat(string line, DetectedFormat expected)
    {
        Assert.Equal(expected, FormatDetector.Detect(Encoding.UTF8.GetBytes(line)));
    }

    [Fact]
    public void AMixedFileIsReadLineByLine()
    {
        const string Id = "0123456789abcdef0123456789abcdef";
        string body = """
            {"type":"error","event_id":"ID","project_id":1,"timestamp":1790000000}
            [2,"end_delete_groups",{"project_id":1,"group_ids":[5],"datetime":"2026-09-21T14:13:20Z"}]
            {"type":"replay_event","replay_id":"ID","project_id":1,"payload":{"type":"replay_event","segment_id":0,"timestamp":1790000000}}

            {"type":"replay_event","replay_id":"ID","project_id":1,"segment_id":1,"timestamp":1790000000}
            {"type":"nothing"}
            [2,"start_merge",{"project_id":1}]
            """;
        ReadFacts read = ReadFacts.Of(
            body.Replace("ID", Id),
            (b, into, refusals) => MixedIntake.Read(b, ReadFacts.Received, into, refusals));
        Assert.Equal(
            [typeof(EventFact), typeof(IssueDeleteFact), typeof(SegmentFact), typeof(SegmentFact)],
            read.All.Select(fact => fact.GetType()));
        Assert.Equal(new LinesRead(7, 5, 1), read.Lines);
        Assert.Equal((6, "type"), (Assert.Single(read.Refusals.First).Line, read.Refusals.First[0].Field));
    }
}
