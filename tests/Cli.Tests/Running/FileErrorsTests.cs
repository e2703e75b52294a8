using ReplayGraph.Cli.Running;

namespace ReplayGraph.Cli.Tests.Running;

public sealed class FileErrorsTests
{
    public static TheoryData<Exception, string> Known => new()
    {
        { new FileNotFoundException("Could not find file '/x'."), "no such file" },
        { new DirectoryNotFoundException("Could not find a part of the path '/x'."), "no such folder" },
        { new UnauthorizedAccessException("Access to the path '/x' is denied."), "permission denied" },
        { new PathTooLongException(), "the name is too long" },
        { new IOException("No space left on device", 28), "no space left on the disk" },
        { new IOException("Disk quota exceeded", 122), "no space left on the disk" },
        { new IOException("Read-only file system", 30), "the file system is read-only" },
        { new IOException("Input/output error."), "Input/output error" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void Of(Exception e, string sentence) => Assert.Equal(sentence, FileErrors.Of(e));
}
