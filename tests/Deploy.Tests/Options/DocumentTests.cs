using System.Reflection;
using System.Text.RegularExpressions;
using ReplayGraph.Api.Access;
using ReplayGraph.Api.Options;
using ReplayGraph.Api.ProductLinks;
using ReplayGraph.Deploy.Tests.Rendering;
using ReplayGraph.Silo.Options;
using ReplayGraph.Silo.Tls;

namespace ReplayGraph.Deploy.Tests.Options;

/// <summary>The table in the operations guide has exactly the options of the cluster program.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void TheTableHasEveryOptionOfTheProgram() =>
        Assert.Equal(OfTheProgram().Order(StringComparer.Ordinal), InTheTable().Order(StringComparer.Ordinal));

    [Fact]
    public void HelpHasEveryOptionOfTheProgram() =>
        Assert.Equal(
            OfTheProgram().Order(StringComparer.Ordinal),
            ClusterOptionNames.All.Select(name => name.Path).Order(StringComparer.Ordinal));

    private static IEnumerable<string> OfTheProgram() =>
    [
        .. Names<ReplayGraphOptions>("").Except(
            [
                nameof(ReplayGraphOptions.Data), nameof(ReplayGraphOptions.IsOpen), nameof(ReplayGraphOptions.Organizations),
                nameof(ReplayGraphOptions.LinkTemplates), nameof(ReplayGraphOptions.Live),
                nameof(ReplayGraphOptions.Webhooks),
            ]),
        .. Names<LinkTemplateOptions>("LinkTemplates:<n>:"),
        .. Names<LiveOptions>("Live:"),
        .. Names<WebhookOptions>("Webhooks:<n>:"),
        .. Names<ApiTokenOptions>("Organizations:<slug>:Tokens:<n>:"),
        .. Names<DsnKeyOptions>("Organizations:<slug>:Keys:<n>:"),
        .. Names<ClusterSettings>("Cluster:").Except(
            [$"Cluster:{nameof(ClusterSettings.Tls)}", $"Cluster:{nameof(ClusterSettings.Spool)}"]),
        .. Names<SpoolSettings>("Cluster:Spool:"),
        .. Names<TlsSettings>("Cluster:Tls:"),
    ];

    private static IEnumerable<string> Names<T>(string parent) =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => parent + property.Name);

    private static IEnumerable<string> InTheTable()
    {
        string section = Repository.Read("docs/OPERATIONS.md").Split("\n## Options\n")[1].Split("\n## ")[0];
        foreach (string row in section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            string before = "";
            foreach (string name in Name().Matches(row.Split('|')[1]).Select(match => match.Groups[1].Value))
            {
                // `:Scopes` is listed with the option before it.
                before = name[0] == ':' ? before[..before.LastIndexOf(':')] + name : name;
                yield return before;
            }
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
