using System.Diagnostics;

namespace ReplayGraph.PostgresServer;

/// <summary>PostgreSQL's programs on this machine. They run as an ordinary user, because the server refuses to run as root.</summary>
internal sealed class Programs
{
    private readonly string _folder;
    private readonly User? _user;

    private Programs(string folder, User? user) => (_folder, _user) = (folder, user);

    /// <summary>Finds them by PATH, pg_config or the paths of distributions; null if they are not installed.</summary>
    internal static Programs? Find()
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        IEnumerable<string> folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(Configured())
            .Concat(Versions("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")))
            .Concat(Versions("/usr").Where(folder => Path.GetFileName(folder).StartsWith("pgsql-", StringComparison.Ordinal))
                .Select(version => Path.Combine(version, "bin")));
        string? found = folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
        return found is null ? null : new(found, Environment.IsPrivilegedProcess ? Ordinary() : null);
    }

    /// <summary>Gives a folder to the user of the programs.</summary>
    internal async Task OwnAsync(string folder)
    {
        if (_user is not null)
        {
            await ExecuteAsync("chown", ["-R", $"{_user.Id}:{_user.Group}", folder]).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    internal Task RunAsync(string program, params string[] arguments) => RunAsync([], program, arguments);

    /// <summary>Runs a program to its end, started through a command.</summary>
    internal Task RunAsync(IReadOnlyList<string> prefix, string program, params string[] arguments)
    {
        string path = Path.Combine(_folder, program);
        string[] all = _user is null
            ? [.. prefix, path, .. arguments]
            : [.. prefix, "setpriv", "--reuid", _user.Id, "--regid", _user.Group, "--clear-groups", path, .. arguments];
        return ExecuteAsync(all[0], all[1..]);
    }

    private static async Task ExecuteAsync(string program, string[] arguments)
    {
        // No pipes: the server would inherit them and never close them.
        string output = Path.GetTempFileName();
        try
        {
            string[] all = ["-c", "out=$1; shift; exec \"$@\" > \"$out\" 2>&1 < /dev/null", "sh", output, program, .. arguments];
            using Process process = Process.Start(new ProcessStartInfo("/bin/sh", all) { WorkingDirectory = "/" })!;
            await process.WaitForExitAsync().ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                string said = await File.ReadAllTextAsync(output).ConfigureAwait(false);
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {said.Trim()}");
            }
        }
        finally
        {
            File.Delete(output);
        }
    }

    private static User Ordinary()
    {
        Dictionary<string, string[]> users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).DistinctBy(user => user[0])
            .ToDictionary(user => user[0]);
        string[] user = users.GetValueOrDefault("postgres") ?? users["nobody"];
        return new(user[2], user[3]);
    }

    private static IEnumerable<string> Versions(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).OrderDescending() : [];

    private static IEnumerable<string> Configured()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("pg_config", "--bindir") { RedirectStandardOutput = true })!;
            return [process.StandardOutput.ReadToEnd().Trim()];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }

    private sealed record User(string Id, string Group);
}
