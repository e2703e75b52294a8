namespace ReplayGraph.Cli.Running;

/// <summary>Describes in a few words why a file or a folder cannot be used.</summary>
internal static class FileErrors
{
    // Error codes of Unix and Windows for which .NET has no exception type.
    private static readonly HashSet<int> _full = [28, 122, unchecked((int)0x80070070)];
    private static readonly HashSet<int> _readOnly = [30, unchecked((int)0x80070013)];

    internal static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>Describes an exception of a known file.</summary>
    internal static string Of(Exception e) => e switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such folder",
        PathTooLongException => "the name is too long",
        UnauthorizedAccessException => "permission denied",
        _ when _full.Contains(e.HResult) => "no space left on the disk",
        _ when _readOnly.Contains(e.HResult) => "the file system is read-only",
        _ => e.Message.TrimEnd('.'),
    };

    /// <summary>Describes why a file cannot be read or written.</summary>
    internal static string OfFile(string path, Exception e) =>
        Directory.Exists(path) ? "this is a folder, not a file"
        : e is DirectoryNotFoundException ? OfMissing(path)
        : Of(e);

    /// <summary>Describes why a folder cannot be used.</summary>
    internal static string OfFolder(string path, Exception e) =>
        File.Exists(path) ? "this is a file, not a folder"
        : e is DirectoryNotFoundException or FileNotFoundException ? OfMissing(path)
        : Of(e);

    // The operating system does not report which part of a path is wrong.
    private static string OfMissing(string path)
    {
        for (string? at = Path.GetDirectoryName(Path.GetFullPath(path)); at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(at))
            {
                return $"{at} is a file, not a folder";
            }

            if (Directory.Exists(at))
            {
                break;
            }
        }

        return "no such folder";
    }
}
