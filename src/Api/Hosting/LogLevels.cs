using Microsoft.Extensions.Configuration.Memory;

namespace ReplayGraph.Api.Hosting;

/// <summary>What is logged unless the configuration says otherwise: what an operator does something about, or wants to see.</summary>
public static class LogLevels
{
    /// <summary>Sets levels, by the beginning of a category's name, before all that the configuration says.</summary>
    public static void AddLogLevels(this WebApplicationBuilder builder, IReadOnlyDictionary<string, LogLevel> levels)
    {
        IConfigurationBuilder configuration = builder.Configuration;
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = levels.Select(level => KeyValuePair.Create($"Logging:LogLevel:{level.Key}", (string?)level.Value.ToString())),
        });
    }

    /// <summary>Those of every program.</summary>
    internal static IReadOnlyDictionary<string, LogLevel> OfTheApi { get; } = new Dictionary<string, LogLevel>
    {
        ["Default"] = LogLevel.Information,
        // ASP.NET has four lines for each request.
        ["Microsoft"] = LogLevel.Warning,
        // Why it does not start is said in a sentence.
        ["Microsoft.Extensions.Hosting.Internal.Host"] = LogLevel.None,
    };
}
