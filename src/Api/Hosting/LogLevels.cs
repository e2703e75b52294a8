using Microsoft.Extensions.Configuration.Memory;

namespace ReplayGraph.Api.Hosting;

/// <summary>The default log levels: what an operator acts on or wants to see.</summary>
public static class LogLevels
{
    /// <summary>Sets default levels by category prefix; the configuration overrides them.</summary>
    public static void AddLogLevels(this WebApplicationBuilder builder, IReadOnlyDictionary<string, LogLevel> levels) =>
        AddDefaults(builder, levels.Select(level => KeyValuePair.Create($"Logging:LogLevel:{level.Key}", (string?)level.Value.ToString())));

    /// <summary>Writes each entry as one line, with its exception; the configuration overrides it.</summary>
    internal static void AddSingleLines(this WebApplicationBuilder builder) => AddDefaults(builder, [
        KeyValuePair.Create("Logging:Console:FormatterName", (string?)"simple"),
        KeyValuePair.Create("Logging:Console:FormatterOptions:SingleLine", (string?)"true"),
    ]);

    /// <summary>The levels of every program.</summary>
    internal static IReadOnlyDictionary<string, LogLevel> OfTheApi { get; } = new Dictionary<string, LogLevel>
    {
        ["Default"] = LogLevel.Information,
        // ASP.NET logs four lines per request.
        ["Microsoft"] = LogLevel.Warning,
        // The program prints why it does not start in one sentence.
        ["Microsoft.Extensions.Hosting.Internal.Host"] = LogLevel.None,
    };

    private static void AddDefaults(WebApplicationBuilder builder, IEnumerable<KeyValuePair<string, string?>> values)
    {
        IConfigurationBuilder configuration = builder.Configuration;
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = values });
    }
}
