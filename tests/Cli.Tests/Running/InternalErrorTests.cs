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
            "replaygraph: internal error: InvalidOperationException: broken\n"
            + "Please report it, with the output of a run with REPLAYGRAPH_DEBUG=1.\n",
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
