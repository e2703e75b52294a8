using Microsoft.Win32.SafeHandles;

namespace ReplayGraph.Cli.Running;

/// <summary>
/// Standard output, with its own exceptions: a closed pipe ends the program silently, a full disk with a message.
/// </summary>
internal sealed class StandardOutput(Stream to) : Stream
{
    private const int BrokenPipe = 32;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    internal static StandardOutput OfProcess()
    {
        // The console's stream hides broken pipes and full disks.
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            var direct = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            // Files need the console's stream, which appends behind other writers of the same file.
            if (!direct.CanSeek)
            {
                return new(direct);
            }
        }

        return new(Console.OpenStandardOutput());
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            to.Write(buffer);
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            throw new BrokenPipeException(e);
        }
        catch (Exception e) when (FileErrors.Is(e))
        {
            throw new CannotUseException($"standard output: {FileErrors.Of(e)}", e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => to.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>The reader of standard output closed it.</summary>
internal sealed class BrokenPipeException(Exception inner) : Exception("the reader closed standard output", inner);
