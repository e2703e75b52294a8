using ReplayGraph.Queries;

namespace ReplayGraph.Graph.Tests.Queries;

public sealed class BoundsTests
{
    [Theory]
    [InlineData(null, null, 5, true)]
    [InlineData(5L, null, 5, true)]
    [InlineData(6L, null, 5, false)]
    [InlineData(null, 5L, 5, true)]
    [InlineData(null, 4L, 5, false)]
    [InlineData(6L, 4L, 5, false)]
    public void Hold_Inclusive(long? min, long? max, long value, bool holds) => Assert.Equal(holds, new Bounds(min, max).Hold(value));

    [Fact]
    public void Window_HoldsItsStartAndNotItsEnd()
    {
        var window = new Window(new(10), new(20));

        Assert.True(window.Holds(new(10)) && window.Holds(new(19)));
        Assert.False(window.Holds(new(9)) || window.Holds(new(20)) || window.IsAll);
        Assert.True(Window.All.IsAll && Window.All.Holds(new(long.MinValue)));
    }
}
