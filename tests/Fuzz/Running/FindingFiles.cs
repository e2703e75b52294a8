using System.Security.Cryptography;
using System.Text;

namespace ReplayGraph.Fuzz.Running;

/// <summary>Findings on disk: the input, with a report beside it.</summary>
internal static class FindingFiles
{
    /// <summary>Writes a finding, and replaces an earlier one with the same key.</summary>
    /// <returns>The path of the input.</returns>
    internal static string Write(string folder, string target, Finding finding)
    {
        Directory.CreateDirectory(folder);
        string name = $"{target}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(finding.Key)))[..12]}";
        string path = Path.Combine(folder, name + ".input");
        File.WriteAllBytes(path, finding.Input);
        File.WriteAllText(
            Path.Combine(folder, name + ".txt"), $"{finding.Key}\n\n{finding.Report}\n\n{CorpusFile.Encode(finding.Input)}\n");
        return path;
    }
}
