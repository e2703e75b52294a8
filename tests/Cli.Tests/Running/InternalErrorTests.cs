namespace ReplayGraph.Cli.Tests.Running;

public sealed class InternalErrorTests
{
    [Fact]
    public async Task WhatNobodyForesawIsALine()
    {
        using var error = new StringWriter();
        int code = await CommandLine.RunAsync(["--version"], new() { Input = Stream.Null, Output = new BrokenStream(), Error = error });
        Assert.Equal(70, code);
        Assert.Equal(
            "replaygraph: a fault of the program: InvalidOperationException: broken\n"
            + "Please report it, with what it prints when REPLAYGRAPH_DEBUG=1 is set.\n",
            error.ToString());
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("broken");

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("broken");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("broken");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("broken");
    }
}
