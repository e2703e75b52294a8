using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ReplayGraph.Api.Json;

namespace ReplayGraph.Api.Tests.Json;

public sealed class IsoTimeWriterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(951_782_399_999)]
    [InlineData(951_782_400_000)]
    [InlineData(4_107_542_399_999)]
    [InlineData(4_107_542_400_000)]
    [InlineData(253_402_300_799_999)]
    [InlineData(-62_135_596_800_000)]
    public void WritesWhatTimestampWrites(long milliseconds) => Check(new(milliseconds));

    [Fact]
    public void WritesAnyTimeAsTimestampDoes() => Prop.ForAll(
            ArbMap.Default.ArbFor<ulong>(), number => Check(new((long)(number % 315_537_897_599_999) - 62_135_596_800_000)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void WritesTimesOfOneDayAndOfAnother()
    {
        byte[] bytes = new byte[100];
        var to = new Utf8Output(bytes);
        to.Raw(" "u8);
        to.Time(new(1_795_168_000_000));
        to.Time(new(1_795_168_999_123));
        to.Time(new(1_795_968_000_000));
        Assert.Equal(
            " " + new Timestamp(1_795_168_000_000) + new Timestamp(1_795_168_999_123) + new Timestamp(1_795_968_000_000),
            Encoding.ASCII.GetString(bytes, 0, to.Length));
    }

    private static void Check(Timestamp time)
    {
        byte[] bytes = new byte[IsoTimeWriter.Length];
        IsoTimeWriter.Write(time, bytes);
        Assert.Equal(time.ToString(), Encoding.ASCII.GetString(bytes));
    }
}
