using System.Buffers.Binary;
using System.Text;
using ReplayGraph.Facts;
using static ReplayGraph.Intake.Tests.Envelopes.SdkEnvelope;

namespace ReplayGraph.Intake.Tests.Compatibility;

/// <summary>What Relay's tests of replays of mobile devices say (test_replay_videos.py).</summary>
public sealed class RelayReplayVideoTests
{
    [Theory]
    [InlineData("test_replay_recording_with_video")]
    [InlineData("test_replay_recording_with_video_denied")]
    public void TheSegmentIsBesideTheVideo(string relay)
    {
        byte[] map =
        [
            0x83,
            .. Name("replay_event"), .. Bytes(Encoding.UTF8.GetBytes($"{{\"replay_id\":\"{Id1}\",\"segment_id\":2}}")),
            .. Name("replay_recording"), .. Bytes("{\"segment_id\":2}\n[]"u8.ToArray()),
            .. Name("replay_video"), .. Bytes([0, 10, 13, 255]),
        ];
        byte[] headers = Encoding.UTF8.GetBytes($"{{\"event_id\":\"{Id1}\"}}\n{{\"type\":\"replay_video\",\"length\":{map.Length}}}\n");
        SegmentFact fact = Read([.. headers, .. map, (byte)'\n']).Facts.One<SegmentFact>();
        Assert.Equal((relay, ReplayId.Parse(Id1), 2), (relay, fact.ReplayId, fact.SegmentId));
    }

    // MessagePack: a short text, and bytes with a length of 16 bits.
    private static byte[] Name(string name) => [(byte)(0xA0 | name.Length), .. Encoding.ASCII.GetBytes(name)];

    private static byte[] Bytes(byte[] bytes)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)bytes.Length);
        return [0xC5, .. length, .. bytes];
    }
}
